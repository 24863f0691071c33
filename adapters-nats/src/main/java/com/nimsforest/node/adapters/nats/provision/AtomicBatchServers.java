package com.nimsforest.node.adapters.nats.provision;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.NatsServerVersion;
import com.nimsforest.node.domain.status.NodeStatusReport;
import io.nats.client.api.ServerInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether every server of the mesh knows atomic batches: one that does not ends with a panic when it gets one. */
final class AtomicBatchServers {
    /** Since then one server syncs once for all of a batch. */
    static final NatsServerVersion OLDEST = new NatsServerVersion(2, 15, 0);

    private AtomicBatchServers() {}

    /** Why not; empty when all do. */
    static Optional<String> objection(ServerInfo own, ClusterFacts machines, List<NodeStatusReport> nodes) {
        if (machines.problem().isPresent()) {
            return Optional.of(machines.problem().get().reason());
        }
        if (!machines.missing().isEmpty()) {
            return Optional.of("not there: " + String.join(", ", machines.missing()));
        }
        Map<String, String> versions = new HashMap<>(Map.of(own.getServerName(), own.getVersion()));
        nodes.stream().flatMap(node -> node.server().stream()).forEach(server -> put(versions, server));
        for (String machine : machines.connected()) {
            if (!versions.containsKey(machine)) {
                return Optional.of("no node tells the version of " + machine);
            }
        }
        return versions.entrySet().stream()
                .filter(server -> !OLDEST.isReachedBy(server.getValue()))
                .map(server -> server.getKey() + " has " + server.getValue())
                .sorted()
                .findFirst();
    }

    private static void put(Map<String, String> versions, NatsServerFacts server) {
        versions.put(server.name(), server.version());
    }
}
