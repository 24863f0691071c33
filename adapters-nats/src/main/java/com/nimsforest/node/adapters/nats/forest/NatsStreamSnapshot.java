package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamIdentity;
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
import tools.jackson.databind.JsonNode;

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

    private JsonNode info(String stream) {
        return ApiAnswerWaiter.read(stream, api.call("STREAM.INFO." + stream, null));
    }

    private static HumusSequenceRange span(JsonNode info) {
        JsonNode state = info.path("state");
        return new HumusSequenceRange(
                StreamIdentity.epochOf(info),
                state.path("first_seq").asLong(),
                state.path("last_seq").asLong());
    }

    @Override
    public void humus(HumusReadCallbacks reader) {
        JsonNode info = info(ForestStreamLayout.HUMUS);
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
                "the decomposer",
                api.call("STREAM.INFO." + ForestStreamLayout.HUMUS, null).thenCompose(this::decomposed));
    }

    /** The floor of a consumer stays below messages that were taken out of the stream; when it has nothing to do, it is done. */
    private CompletableFuture<Optional<HumusSlot>> decomposed(JsonNode humus) {
        long epoch = StreamIdentity.epochOf(humus);
        long last = humus.path("state").path("last_seq").asLong();
        String decomposer = DurableConsumerPlan.durable(NatsHumus.DECOMPOSER, epoch);
        return api.find("CONSUMER.INFO." + ForestStreamLayout.HUMUS + "." + decomposer, null)
                .thenApply(found -> found.map(info -> new HumusSlot(epoch, decomposedUpTo(info, last))));
    }

    private static long decomposedUpTo(JsonNode info, long last) {
        boolean idle = info.path("num_pending").asLong() == 0
                && info.path("num_ack_pending").asLong() == 0;
        long floor = info.path("ack_floor").path("stream_seq").asLong();
        return idle ? Math.max(last, floor) : floor;
    }

    @Override
    public List<ConsumerFacts> consumers() {
        List<ConsumerFacts> consumers = new ArrayList<>(new ConsumerLister(api, tools.clock()).call());
        setAside.unknown().ifPresent(consumers::add);
        return List.copyOf(consumers);
    }
}
