package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The humus in memory. */
public final class InMemoryHumus implements Humus {
    private final InMemoryServers servers;
    private final InMemoryForest forest;
    private final FaultScript script = new FaultScript();
    private final FaultScript reads = new FaultScript();

    InMemoryHumus(InMemoryServers servers, InMemoryForest forest) {
        this.servers = servers;
        this.forest = forest;
    }

    /** What goes wrong with the next calls of {@link #add}. */
    public FaultScript script() {
        return script;
    }

    @Override
    public CompletionStage<PublishReceipt> add(MessageId id, Token nim, Compost compost) {
        String subject = "humus." + nim + "." + compost.action().word();
        InMemoryMessage message = InMemoryMessage.unsent(subject, Optional.of(id), FakeWireFormat.encode(compost));
        return script.play(forest.link(), subject, () -> servers.locked(() -> servers.store(servers.humus(), message)));
    }

    @Override
    public Subscription decompose(DeliveryHandler<HumusEntry> handler) {
        SubjectPatternSet all = new SubjectPatternSet(List.of(SubjectPattern.of("humus.>")));
        return forest.join(servers.humus(), "decomposer", all, HandlerVerdicts.decoding(this::decoded, handler));
    }

    private HumusEntry decoded(InMemoryMessage message) {
        return decoded(servers, message);
    }

    static HumusEntry decoded(InMemoryServers servers, InMemoryMessage message) {
        Compost said =
                servers.compost(message.body()).dropping(message.headers().leaves());
        return new HumusEntry(
                new HumusSlot(servers.humus().epoch(), message.sequence(), message.time()),
                message.headers().provenance().map(said::of).orElse(said));
    }

    /** What the message says; empty when it is no compost. */
    Optional<HumusEntry> entry(InMemoryMessage message) {
        try {
            return Optional.of(decoded(message));
        } catch (IllegalArgumentException noCompost) {
            return Optional.empty();
        }
    }

    private Stream<HumusEntry> entries(Stream<InMemoryMessage> messages) {
        return messages.flatMap(message -> entry(message).stream());
    }

    @Override
    public List<HumusEntry> latest(int most) {
        return reads.playNow(
                forest.link(),
                "HUMUS",
                () -> servers.locked(() -> {
                    servers.demandStorage("HUMUS");
                    List<HumusEntry> all =
                            entries(servers.humus().all().stream()).toList();
                    return all.subList(Math.max(0, all.size() - most), all.size());
                }));
    }

    @Override
    public CompletionStage<Optional<HumusEntry>> at(HumusSlot slot) {
        return reads.play(
                forest.link(),
                "HUMUS",
                () -> servers.locked(() -> {
                    servers.demandStorage("HUMUS");
                    return servers.humus().epoch() == slot.epoch()
                            ? entries(servers.humus().find(slot.sequence()).stream())
                                    .findFirst()
                            : Optional.empty();
                }));
    }

    @Override
    public Subscription tail(Consumer<HumusEntry> listener) {
        return forest.read(
                servers.humus(),
                servers.locked(() -> servers.humus().last()),
                message -> true,
                message -> entries(Stream.of(message)).forEach(listener));
    }
}
