package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.domain.compost.HumusSpan;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.soil.Slot;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.HumusReader;
import com.nimsforest.node.ports.driven.Strata;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The ground as a whole, read from the streams as they are. */
final class NatsStrata implements Strata {
    private final JetStreamApi api;
    private final ConsumerTools tools;

    NatsStrata(JetStreamApi api, ConsumerTools tools) {
        this.api = api;
        this.tools = tools;
    }

    @Override
    public HumusSpan span() {
        return span(info(StreamLayout.HUMUS));
    }

    private JsonNode info(String stream) {
        return Waiting.read(stream, api.call("STREAM.INFO." + stream, null));
    }

    private static HumusSpan span(JsonNode info) {
        JsonNode state = info.path("state");
        return new HumusSpan(
                StreamLife.epochOf(info),
                state.path("first_seq").asLong(),
                state.path("last_seq").asLong());
    }

    @Override
    public void humus(HumusReader reader) {
        JsonNode info = info(StreamLayout.HUMUS);
        HumusSpan span = span(info);
        reader.begins().accept(span);
        StreamScan.all(tools, StreamLayout.HUMUS, StreamLayout.HUMUS_PREFIX + ">", info, message -> {
            if (message.sequence() <= span.last()) {
                NatsHumus.read(span.epoch(), message)
                        .ifPresentOrElse(
                                reader.entry(),
                                () -> reader.unreadable().accept(new Slot(span.epoch(), message.sequence())));
            }
        });
    }

    @Override
    public void soil(Consumer<SoilState> reader) {
        StreamScan.state(
                tools,
                StreamLayout.SOIL,
                StreamLayout.SOIL_PREFIX + ">",
                info(StreamLayout.SOIL),
                message -> NatsSoil.read(message).ifPresent(reader));
    }

    @Override
    public Optional<Slot> decomposed() {
        return Waiting.read(
                "the decomposer",
                api.call("STREAM.INFO." + StreamLayout.HUMUS, null).thenCompose(this::decomposed));
    }

    /** The floor of a consumer stays below messages that were taken out of the stream; when it has nothing to do, it is done. */
    private CompletableFuture<Optional<Slot>> decomposed(JsonNode humus) {
        long epoch = StreamLife.epochOf(humus);
        long last = humus.path("state").path("last_seq").asLong();
        String decomposer = ConsumerPlan.durable(NatsHumus.DECOMPOSER, epoch);
        return api.call("CONSUMER.INFO." + StreamLayout.HUMUS + "." + decomposer, null)
                .handle((info, failure) -> {
                    if (failure == null) {
                        boolean idle = info.path("num_pending").asLong() == 0
                                && info.path("num_ack_pending").asLong() == 0;
                        long floor = info.path("ack_floor").path("stream_seq").asLong();
                        return Optional.of(new Slot(epoch, idle ? Math.max(last, floor) : floor));
                    }
                    if (ApiFailure.unwrapped(failure) instanceof ApiFailure refusal
                            && refusal.is(ApiFailure.CONSUMER_NOT_FOUND)) {
                        return Optional.empty();
                    }
                    throw ApiFailure.ofRead("the decomposer", failure);
                });
    }

    @Override
    public List<ConsumerFacts> consumers() {
        return new ConsumerRoll(api, tools.clock()).call();
    }
}
