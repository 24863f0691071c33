package com.nimsforest.node.domain.status;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.health.StreamFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The whole forest in one line. */
final class ForestStatusSummary {
    private ForestStatusSummary() {}

    static String of(ForestStatusFacts status, List<ForestStatusProblem> problems) {
        if (!status.connection().isConnected()) {
            return status.health().component(HealthComponent.NATS).reason();
        }
        List<String> parts = new ArrayList<>();
        parts.add("connected to " + server(status.connection()));
        parts.add(machines(status.cluster()));
        replicas(status.storage().streams()).ifPresent(parts::add);
        return String.join(", ", parts) + beyondMachines(problems);
    }

    private static String server(ConnectionFacts connection) {
        return connection.server().isBlank() ? "the server" : connection.server();
    }

    private static String machines(ClusterFacts cluster) {
        return cluster.isSingleNode()
                ? "single machine"
                : cluster.connected().size() + 1 + " of " + cluster.expected() + " machines";
    }

    private static Optional<String> replicas(List<StreamFacts> streams) {
        if (streams.stream().noneMatch(stream -> stream.replicas() > 0)) {
            return Optional.empty();
        }
        int wanted = streams.stream().mapToInt(StreamFacts::desired).max().orElse(1);
        int least = streams.stream()
                .filter(stream -> stream.replicas() > 0)
                .mapToInt(StreamFacts::replicas)
                .min()
                .orElse(wanted);
        return Optional.of("R" + least + (least < wanted ? " instead of R" + wanted : ""));
    }

    /** The worst problem, unless the count of machines tells it. */
    private static String beyondMachines(List<ForestStatusProblem> problems) {
        return problems.stream()
                .filter(problem -> problem.where() != HealthComponent.CLUSTER || problem.status() == HealthStatus.DOWN)
                .findFirst()
                .map(problem -> "; " + problem.where().word() + " " + problem.status() + ": " + problem.reason())
                .orElse("");
    }
}
