package com.nimsforest.node.adapters.nats.provision;

import com.nimsforest.node.adapters.nats.StreamLimitSettings;
import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.JetStreamErrorCode;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.api.StreamPlan;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import com.nimsforest.node.domain.health.StreamConfigDrift.Loss;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.ports.driven.operations.ClusterView;
import com.nimsforest.node.ports.driven.operations.NodeFleet;
import com.nimsforest.node.ports.driven.operations.StreamConfigPlans;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Compares the streams with the layout, and changes them to it when told. */
public final class NatsStreamPlans implements StreamConfigPlans {
    private static final Logger LOG = LoggerFactory.getLogger(NatsStreamPlans.class);
    private static final String REPLICAS = "num_replicas";
    private static final Set<String> BATCHED = Set.of(
            ForestStreamLayout.RIVER, ForestStreamLayout.HUMUS, ForestStreamLayout.LEAVES, ForestStreamLayout.SOIL);

    private final JetStreamApi api;
    private final ReplicaGoal goal;
    private final ClusterView cluster;
    private final NodeFleet fleet;
    private final List<StreamPlan> plans;

    public NatsStreamPlans(
            JetStreamApi api, ReplicaGoal goal, ClusterView cluster, NodeFleet fleet, StreamLimitSettings limits) {
        this.api = api;
        this.goal = goal;
        this.cluster = cluster;
        this.fleet = fleet;
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
                changed.addAll(change(plan, info.config(), wanted, machines));
            });
        }
        return List.copyOf(changed);
    }

    @Override
    public List<StreamConfigDrift> allowBatches() {
        AtomicBatchServers.objection(api.connection().getServerInfo(), cluster.view(), fleet.ask())
                .ifPresent(objection -> {
                    throw new StorageUnavailableException("atomic batches need nats-server " + AtomicBatchServers.OLDEST
                            + " or later on every machine: " + objection);
                });
        List<StreamConfigDrift> changed = new ArrayList<>();
        for (StreamPlan plan : plans) {
            info(plan)
                    .filter(info -> BATCHED.contains(plan.name()) && !info.allowsAtomic())
                    .ifPresent(info -> {
                        update(plan.name(), info.config().deepCopy().put(StreamInfo.ALLOW_ATOMIC, true));
                        changed.add(new StreamConfigDrift(
                                plan.name(), StreamInfo.ALLOW_ATOMIC, "false", "true", Loss.NONE));
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
                    plan.name(), REPLICAS, Integer.toString(replicas), Integer.toString(desired), Loss.NONE));
        }
        return drift;
    }

    /** All at once; one by one where the servers refuse that. Returns what was changed. */
    private List<StreamConfigDrift> change(
            StreamPlan plan, ObjectNode config, List<StreamConfigDrift> wanted, ClusterFacts machines) {
        if (wanted.isEmpty() || isTaken(plan, corrected(plan, config, wanted, machines))) {
            return wanted;
        }
        List<StreamConfigDrift> changed = new ArrayList<>();
        for (int i = 0; wanted.size() > 1 && i < wanted.size(); i++) {
            changed.addAll(
                    change(plan, corrected(plan, config, changed, machines), wanted.subList(i, i + 1), machines));
        }
        return changed;
    }

    private ObjectNode corrected(
            StreamPlan plan, ObjectNode config, List<StreamConfigDrift> wanted, ClusterFacts machines) {
        ObjectNode changed = config.deepCopy();
        for (StreamConfigDrift drift : wanted) {
            changed = drift.field().equals(REPLICAS)
                    ? changed.put(REPLICAS, goal.on(machines.expected()))
                    : plan.corrected(changed, drift.field());
        }
        return changed;
    }

    /** Whether the servers make the change in a stream that is there. */
    private boolean isTaken(StreamPlan plan, ObjectNode config) {
        try {
            update(plan.name(), config);
            return true;
        } catch (StorageUnavailableException failure) {
            if (failure.getCause() instanceof ApiRequestException refused
                    && refused.is(JetStreamErrorCode.STREAM_INVALID_CONFIG)) {
                LOG.debug("stream {} not changed: {}", plan.name(), refused.said());
                return false;
            }
            throw failure;
        }
    }

    private void update(String stream, ObjectNode config) {
        ApiAnswerWaiter.read("change of stream " + stream, api.call("STREAM.UPDATE." + stream, config));
    }
}
