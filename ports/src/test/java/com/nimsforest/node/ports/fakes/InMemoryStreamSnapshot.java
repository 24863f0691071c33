package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.compost.HumusSequenceRange;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.operations.HumusReadCallbacks;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The ground in memory. */
public final class InMemoryStreamSnapshot implements StreamSnapshot {
    private final InMemoryServers servers;
    private final InMemoryForest forest;
    private final FaultScript reads = new FaultScript();

    InMemoryStreamSnapshot(InMemoryServers servers, InMemoryForest forest) {
        this.servers = servers;
        this.forest = forest;
    }

    private <T> T read(Supplier<T> action) {
        return reads.playNow(
                forest.link(),
                "the ground",
                () -> servers.locked(() -> {
                    servers.demandStorage("the ground");
                    return action.get();
                }));
    }

    @Override
    public HumusSequenceRange span() {
        InMemoryStream humus = servers.humus();
        return read(() -> new HumusSequenceRange(humus.epoch(), humus.first(), humus.last()));
    }

    @Override
    public void humus(HumusReadCallbacks reader) {
        HumusSequenceRange span = span();
        List<InMemoryMessage> messages = read(() -> List.copyOf(servers.humus().all()));
        reader.begins().accept(span);
        messages.forEach(message -> forest.humus()
                .entry(message)
                .ifPresentOrElse(
                        reader.entry(),
                        () -> reader.unreadable().accept(new HumusSlot(span.epoch(), message.sequence()))));
    }

    @Override
    public void soil(Consumer<SoilState> reader) {
        read(() -> forest.soil().states()).forEach(reader);
    }

    @Override
    public Optional<HumusSlot> decomposed() {
        InMemoryStream humus = servers.humus();
        return read(() ->
                servers.present(humus, "decomposer").map(consumer -> new HumusSlot(humus.epoch(), consumer.floor())));
    }

    @Override
    public List<ConsumerFacts> consumers() {
        return read(
                () -> servers.consumers().stream().map(InMemoryConsumer::facts).toList());
    }
}
