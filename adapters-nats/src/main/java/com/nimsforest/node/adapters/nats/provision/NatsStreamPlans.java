package com.nimsforest.node.adapters.nats.provision;

import com.nimsforest.node.adapters.nats.StreamLimitSettings;
import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.api.StreamPlan;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.ports.driven.operations.ClusterView;
import com.nimsforest.node.ports.driven.operations.StreamConfigPlans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Compares the streams with the layout, and changes them to it when told. */
public final class NatsStreamPlans implements StreamConfigPlans {
    private static final String REPLICAS = "num_replicas";

    private final JetStreamApi api;
    private final ReplicaGoal goal;
    private final ClusterView cluster;
    private final List<StreamPlan> plans;

    public NatsStreamPlans(JetStreamApi api, ReplicaGoal goal, ClusterView cluster, StreamLimitSettings limits) {
        this.api = api;
        this.goal = goal;
        this.cluster = cluster;
        this.plans = Stream.concat(
                        ForestStreamLayout.standing(limits).stream(),
                        Stream.of(ForestStreamLayout.leaves(SubjectPatternSet.empty(), limits)))
                .toList();
    }

    @Override
    public List<StreamConfigDrift> drift() {
        ClusterFacts machines = cluster.view();
        return plans.stream()
                .flatMap(plan -> info(plan).stream().flatMap(info -> drift(plan, info, machines).stream()))
                .toList();
    }

    @Override
    public List<StreamConfigDrift> apply(boolean narrowing) {
        ClusterFacts machines = cluster.view();
        List<StreamConfigDrift> changed = new ArrayList<>();
        for (StreamPlan plan : plans) {
            info(plan).ifPresent(info -> {
                List<StreamConfigDrift> wanted = drift(plan, info, machines).stream()
                        .filter(drift -> narrowing || !drift.narrows())
                        .filter(drift -> !StreamPlan.isIrreversible(drift))
                        .toList();
                if (!wanted.isEmpty()) {
                    update(plan, info.config(), wanted, machines);
                    changed.addAll(wanted);
                }
            });
        }
        return List.copyOf(changed);
    }

    /** The stream as it is; empty when there is none, which a running node makes. */
    private Optional<StreamInfo> info(StreamPlan plan) {
        return ApiAnswerWaiter.read("stream " + plan.name(), StreamInfo.find(api, plan.name()));
    }

    /** Fewer replicas than there are only where the servers say how many they are, for they may be more than the settings name. */
    private List<StreamConfigDrift> drift(StreamPlan plan, StreamInfo info, ClusterFacts machines) {
        List<StreamConfigDrift> drift = new ArrayList<>(plan.differences(info.config()));
        int replicas = info.replicas();
        int desired = goal.on(machines.expected());
        if (replicas < desired || (replicas > desired && machines.problem().isEmpty())) {
            drift.add(new StreamConfigDrift(
                    plan.name(), REPLICAS, Integer.toString(replicas), Integer.toString(desired), false));
        }
        return drift;
    }

    private void update(StreamPlan plan, ObjectNode config, List<StreamConfigDrift> wanted, ClusterFacts machines) {
        ObjectNode changed = config.deepCopy();
        for (StreamConfigDrift drift : wanted) {
            changed = drift.field().equals(REPLICAS)
                    ? changed.put(REPLICAS, goal.on(machines.expected()))
                    : plan.corrected(changed, drift.field());
        }
        ApiAnswerWaiter.read("change of stream " + plan.name(), api.call("STREAM.UPDATE." + plan.name(), changed));
    }
}
