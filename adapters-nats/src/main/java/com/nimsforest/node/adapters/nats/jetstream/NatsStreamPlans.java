package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.domain.health.StreamDrift;
import com.nimsforest.node.domain.subject.SubjectSet;
import com.nimsforest.node.ports.driven.StreamPlans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares the streams with the layout, and changes them to it when told. */
final class NatsStreamPlans implements StreamPlans {
    private static final String REPLICAS = "num_replicas";

    private final JetStreamApi api;
    private final int goal;
    private final List<StreamPlan> plans = Stream.concat(
                    StreamLayout.standing().stream(), Stream.of(StreamLayout.leaves(SubjectSet.empty())))
            .toList();

    NatsStreamPlans(JetStreamApi api, int goal) {
        this.api = api;
        this.goal = goal;
    }

    @Override
    public List<StreamDrift> drift() {
        return plans.stream()
                .flatMap(plan -> config(plan).stream().flatMap(config -> drift(plan, config).stream()))
                .toList();
    }

    @Override
    public List<StreamDrift> apply(boolean narrowing) {
        List<StreamDrift> changed = new ArrayList<>();
        for (StreamPlan plan : plans) {
            config(plan).ifPresent(config -> {
                List<StreamDrift> wanted = drift(plan, config).stream()
                        .filter(drift -> narrowing || !drift.narrows())
                        .toList();
                if (!wanted.isEmpty()) {
                    update(plan, config, wanted);
                    changed.addAll(wanted);
                }
            });
        }
        return List.copyOf(changed);
    }

    /** The configuration as it is; empty when there is no such stream, which a running node makes. */
    private Optional<JsonNode> config(StreamPlan plan) {
        CompletableFuture<Optional<JsonNode>> answer = api.call("STREAM.INFO." + plan.name(), null)
                .handle((info, failure) -> {
                    if (failure == null) {
                        return Optional.of(info.path("config"));
                    }
                    if (ApiFailure.unwrapped(failure) instanceof ApiFailure refusal
                            && refusal.is(ApiFailure.STREAM_NOT_FOUND)) {
                        return Optional.empty();
                    }
                    throw ApiFailure.ofRead("stream " + plan.name(), failure);
                });
        return Waiting.read("stream " + plan.name(), answer);
    }

    /** Fewer replicas than there are is never planned: another node may know of more machines. */
    private List<StreamDrift> drift(StreamPlan plan, JsonNode config) {
        List<StreamDrift> drift = new ArrayList<>(plan.differences(config));
        int replicas = config.path(REPLICAS).asInt(1);
        if (replicas < goal) {
            drift.add(
                    new StreamDrift(plan.name(), REPLICAS, Integer.toString(replicas), Integer.toString(goal), false));
        }
        return drift;
    }

    private void update(StreamPlan plan, JsonNode config, List<StreamDrift> wanted) {
        ObjectNode changed = (ObjectNode) config.deepCopy();
        for (StreamDrift drift : wanted) {
            if (drift.field().equals(REPLICAS)) {
                changed.put(REPLICAS, goal);
            } else {
                changed.set(drift.field(), plan.limits().path(drift.field()));
            }
        }
        Waiting.read("change of stream " + plan.name(), api.call("STREAM.UPDATE." + plan.name(), changed));
    }
}
