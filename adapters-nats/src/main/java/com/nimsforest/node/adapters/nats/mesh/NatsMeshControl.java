package com.nimsforest.node.adapters.nats.mesh;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.ReplicaInfoParser;
import com.nimsforest.node.adapters.nats.monitor.MonitoringMeshMembers;
import com.nimsforest.node.domain.health.StreamReplicaFacts;
import com.nimsforest.node.domain.mesh.MeshMachine;
import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.domain.mesh.MeshStream;
import com.nimsforest.node.domain.status.NatsServerVersion;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mesh by the API of JetStream: replicas by {@code STREAM.UPDATE}, moved by {@code STREAM.PEER.EVACUATE} from nats-server
 * 2.15 on and by {@code STREAM.PEER.REMOVE} before it, members by {@code SERVER.REMOVE} of the system account. For one thread.
 */
public final class NatsMeshControl implements MeshControl {
    private static final NatsServerVersion EVACUATION = new NatsServerVersion(2, 15, 0);
    private static final String REPLICAS = "num_replicas";
    private static final Duration CHANGE = Duration.ofSeconds(10);

    private final JetStreamApi api;
    private final MonitoringMeshMembers members;
    private final OperatorApi operator;

    /** Asks with the rights of the system account; opened only when it is needed. */
    public interface OperatorApi {
        /** {@code meta_cluster} as its leader has it. */
        JsonNode metaCluster();

        /** Has a server removed from the meta group. */
        void remove(String server);
    }

    /** Opens the control of a mesh for an operator, who asks with the rights of the system account. */
    public interface Opener {
        MeshControl open(OperatorApi operator);
    }

    public NatsMeshControl(JetStreamApi api, MonitoringMeshMembers members, OperatorApi operator) {
        this.api = requireNonNull(api, "api");
        this.members = requireNonNull(members, "members");
        this.operator = requireNonNull(operator, "operator");
    }

    @Override
    public MeshState state() {
        String self = members.self();
        List<MeshMachine> machines = machines(self);
        return new MeshState(
                self,
                machines,
                streamNames().stream()
                        .flatMap(name -> info(name).stream().map(info -> stream(name, info, self)))
                        .toList());
    }

    private List<MeshMachine> machines(String self) {
        JsonNode own = members.metaCluster();
        boolean complete = own.isMissingNode() || !own.path("replicas").isEmpty();
        JsonNode meta = complete ? own : operator.metaCluster();
        Map<String, Boolean> offline = new LinkedHashMap<>();
        Stream.of(self, meta.path("leader").asString(""))
                .filter(name -> !name.isEmpty())
                .forEach(name -> offline.put(name, false));
        meta.path("replicas")
                .forEach(peer -> offline.put(
                        peer.path("name").asString(""), peer.path("offline").asBoolean(false)));
        Set<String> routed = members.routed();
        return offline.entrySet().stream()
                .map(machine -> new MeshMachine(
                        machine.getKey(),
                        !machine.getValue() && (machine.getKey().equals(self) || routed.contains(machine.getKey()))))
                .toList();
    }

    private List<String> streamNames() {
        List<String> names = new ArrayList<>();
        JsonNode page = page(0);
        while (!page.path("streams").isEmpty()) {
            page.path("streams").forEach(name -> names.add(name.asString("")));
            page = page(names.size());
        }
        return names;
    }

    private JsonNode page(int offset) {
        return ApiAnswerWaiter.read(
                "names of the streams",
                api.call("STREAM.NAMES", JetStreamApi.object().put("offset", offset)));
    }

    private Optional<JsonNode> info(String stream) {
        return ApiAnswerWaiter.read("stream " + stream, api.find("STREAM.INFO." + stream, null));
    }

    private static MeshStream stream(String name, JsonNode info, String self) {
        JsonNode cluster = info.path("cluster");
        Set<String> current = new HashSet<>();
        Set<String> behind = new HashSet<>();
        String leader = cluster.isMissingNode() ? self : cluster.path("leader").asString("");
        if (!leader.isEmpty()) {
            current.add(leader);
        }
        for (StreamReplicaFacts replica : ReplicaInfoParser.of(cluster)) {
            boolean whole = replica.current() && !replica.offline();
            (whole ? current : behind).add(replica.server());
        }
        return new MeshStream(
                name,
                info.path("config").path(REPLICAS).asInt(1),
                info.path("state").path("messages").asLong(0),
                current,
                behind);
    }

    @Override
    public void begin(MeshStep step) {
        switch (step.kind()) {
            case AWAIT_MACHINE -> {}
            case SET_REPLICAS -> setReplicas(step.subject(), step.replicas());
            case MOVE_REPLICA -> move(step.subject(), step.machine());
            case REMOVE_MACHINE -> operator.remove(step.subject());
            case UNINSTALL, SET_PEERS, UPGRADE_MACHINE, TRUST_TOKEN, SWITCH_TOKEN, DROP_TOKEN ->
                throw new RejectedInputException("servers cannot " + step.words());
        }
    }

    @Override
    public Map<String, String> addresses() {
        return members.addresses();
    }

    private void setReplicas(String stream, int replicas) {
        JsonNode config = info(stream)
                .orElseThrow(() -> new StorageUnavailableException("stream " + stream + " was deleted"))
                .path("config");
        if (config.path(REPLICAS).asInt(1) != replicas) {
            ObjectNode changed = ((ObjectNode) config.deepCopy()).put(REPLICAS, replicas);
            ApiAnswerWaiter.read("replicas of " + stream, api.call("STREAM.UPDATE." + stream, changed, CHANGE));
        }
    }

    /** Evacuation keeps the old replica until the new one holds everything; of a machine that is down there is none to keep. */
    private void move(String stream, String machine) {
        boolean online = machines(members.self()).stream()
                .anyMatch(member -> member.name().equals(machine) && member.online());
        boolean evacuates = online
                && EVACUATION.isReachedBy(api.connection().getServerInfo().getVersion());
        if (!evacuates && isOnlyReplica(stream, machine)) {
            throw new RejectedInputException(machine + " has the only replica of " + stream
                    + ", which servers before 2.15 cannot move: give it three replicas first");
        }
        String operation = evacuates ? "STREAM.PEER.EVACUATE." : "STREAM.PEER.REMOVE.";
        ApiAnswerWaiter.read(
                "replica of " + stream + " on " + machine,
                api.call(operation + stream, JetStreamApi.object().put("peer", machine), CHANGE));
    }

    private boolean isOnlyReplica(String stream, String machine) {
        return info(stream)
                .map(info -> stream(stream, info, machine))
                .filter(found -> found.current().equals(Set.of(machine)))
                .isPresent();
    }
}
