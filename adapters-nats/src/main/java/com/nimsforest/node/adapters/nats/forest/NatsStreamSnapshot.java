package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.consume.BoundedStreamScan;
import com.nimsforest.node.adapters.nats.consume.ConsumerResources;
import com.nimsforest.node.adapters.nats.consume.DurableConsumerPlan;
import com.nimsforest.node.adapters.nats.entity.HumusEntryReader;
import com.nimsforest.node.adapters.nats.setaside.SetAsideFactsReader;
import com.nimsforest.node.domain.compost.HumusSequenceRange;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.operations.HumusReadCallbacks;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The ground as a whole, read from the streams as they are. */
final class NatsStreamSnapshot implements StreamSnapshot {
    private final JetStreamApi api;
    private final ConsumerResources tools;
    private final SetAsideFactsReader setAside;

    NatsStreamSnapshot(JetStreamApi api, ConsumerResources tools, SetAsideFactsReader setAside) {
        this.setAside = setAside;
        this.api = api;
        this.tools = tools;
    }

    @Override
    public HumusSequenceRange span() {
        return span(info(ForestStreamLayout.HUMUS));
    }

    private StreamInfo info(String stream) {
        return ApiAnswerWaiter.read(stream, StreamInfo.get(api, stream));
    }

    private static HumusSequenceRange span(StreamInfo info) {
        return new HumusSequenceRange(info.epoch(), info.firstSequence(), info.lastSequence());
    }

    @Override
    public void humus(HumusReadCallbacks reader) {
        StreamInfo info = info(ForestStreamLayout.HUMUS);
        HumusSequenceRange span = span(info);
        reader.begins().accept(span);
        BoundedStreamScan.all(tools, ForestStreamLayout.HUMUS, ForestStreamLayout.HUMUS_PREFIX + ">", info, message -> {
            if (message.sequence() <= span.last()) {
                HumusEntryReader.read(span.epoch(), message)
                        .ifPresentOrElse(
                                reader.entry(),
                                () -> reader.unreadable().accept(new HumusSlot(span.epoch(), message.sequence())));
            }
        });
    }

    @Override
    public void soil(Consumer<SoilState> reader) {
        BoundedStreamScan.state(
                tools,
                ForestStreamLayout.SOIL,
                ForestStreamLayout.SOIL_PREFIX + ">",
                info(ForestStreamLayout.SOIL),
                message -> NatsSoil.read(message).ifPresent(reader));
    }

    @Override
    public Optional<HumusSlot> decomposed() {
        return ApiAnswerWaiter.read(
                "the decomposer", StreamInfo.get(api, ForestStreamLayout.HUMUS).thenCompose(this::decomposed));
    }

    /** The floor of a consumer stays below messages that were taken out of the stream; when it has nothing to do, it is done. */
    private CompletableFuture<Optional<HumusSlot>> decomposed(StreamInfo humus) {
        long epoch = humus.epoch();
        String decomposer = DurableConsumerPlan.durable(NatsHumus.DECOMPOSER, epoch);
        return ConsumerInfo.find(api, ForestStreamLayout.HUMUS, decomposer)
                .thenApply(found ->
                        found.map(info -> new HumusSlot(epoch, decomposedUpTo(info, humus.lastSequence()))));
    }

    private static long decomposedUpTo(ConsumerInfo info, long last) {
        long floor = info.position().ackFloor();
        return info.position().isIdle() ? Math.max(last, floor) : floor;
    }

    @Override
    public List<ConsumerFacts> consumers() {
        List<ConsumerFacts> consumers = new ArrayList<>(new ConsumerLister(api, tools.clock()).call());
        setAside.unknown().ifPresent(consumers::add);
        return List.copyOf(consumers);
    }
}
