package com.nimsforest.node.domain.status;

import static java.util.function.Predicate.not;

import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Machines whose server is there while no node beside it answers. */
final class SilentNodeCheck {
    private SilentNodeCheck() {}

    /** What is wrong, such as {@code no node answers on nats-2}; empty when each server has its node, and when nobody can be asked. */
    static Optional<HealthFinding> finding(ForestStatusFacts status) {
        if (!status.connection().isConnected()) {
            return Optional.empty();
        }
        List<MachineStatus> present =
                status.members().stream().filter(MachineStatus::present).toList();
        int silent = present.size() - status.nodes().size();
        if (silent <= 0) {
            return Optional.empty();
        }
        List<String> names = unanswered(present, status.nodes());
        // A server that could not be asked has no name beside its node.
        List<String> where = names.size() == silent ? names : List.of(silent + " of " + present.size() + " machines");
        return Optional.of(HealthFinding.about(where, ProblemKind.NODE_SILENT));
    }

    private static List<String> unanswered(List<MachineStatus> present, List<NodeStatusReport> nodes) {
        Set<String> answered = nodes.stream()
                .flatMap(node -> node.server().stream())
                .map(NatsServerFacts::name)
                .collect(Collectors.toSet());
        return present.stream()
                .map(MachineStatus::name)
                .filter(not(answered::contains))
                .toList();
    }
}
