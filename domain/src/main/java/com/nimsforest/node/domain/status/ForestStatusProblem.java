package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Something in the forest that is not UP.
 *
 * @param node the first node that tells of it
 */
public record ForestStatusProblem(
        HealthComponent where, HealthStatus status, Instant since, String reason, String hint, String node) {
    public ForestStatusProblem {
        requireNonNull(where, "where");
        requireNonNull(status, "status");
        requireNonNull(since, "since");
        requireNonNull(reason, "reason");
        requireNonNull(hint, "hint");
        requireNonNull(node, "node");
    }

    /** The anchor of the entry in {@code docs/RUNBOOK.md} that says what to do. */
    public String runbook() {
        return RunbookEntryRule.of(where, reason);
    }

    /** What the node tells of itself, the worst first. */
    public static List<ForestStatusProblem> of(HealthReport report) {
        return report.findings().stream()
                .filter(finding -> finding.status() != HealthStatus.UP)
                .map(finding -> of(finding, report.node()))
                .sorted(worstFirst())
                .toList();
    }

    /** What all nodes tell, each once, the worst first; what the node sees that tells the status comes before the others'. */
    public static List<ForestStatusProblem> of(ForestStatus status) {
        Map<String, ForestStatusProblem> each = new LinkedHashMap<>();
        Stream.concat(Stream.of(status.health()), status.nodes().stream().map(NodeStatusReport::health))
                .flatMap(report -> of(report).stream())
                .forEach(problem -> each.putIfAbsent(problem.where() + problem.reason(), problem));
        boolean lossIsTold = each.values().stream().anyMatch(problem -> problem.where() == HealthComponent.CLUSTER);
        Stream<ForestStatusProblem> losses = lossIsTold ? Stream.of() : losses(status);
        return Stream.of(each.values().stream(), losses, silence(status))
                .flatMap(problems -> problems)
                .sorted(worstFirst())
                .toList();
    }

    private static ForestStatusProblem of(HealthFinding finding, String node) {
        return new ForestStatusProblem(
                finding.component(), finding.status(), finding.since(), finding.reason(), finding.hint(), node);
    }

    /** Of a machine whose server cannot be reached the connection tells already. */
    private static Stream<ForestStatusProblem> losses(ForestStatus status) {
        return status.members().stream()
                .filter(member -> !member.present() && !member.self())
                .map(member -> new ForestStatusProblem(
                        HealthComponent.CLUSTER,
                        HealthStatus.DEGRADED,
                        status.health().at(),
                        "machine " + member.name() + " is missing",
                        "start it, or mend the network",
                        status.health().node()));
    }

    private static Stream<ForestStatusProblem> silence(ForestStatus status) {
        return SilentNodeCheck.problem(status).stream()
                .map(reason -> new ForestStatusProblem(
                        HealthComponent.PIPELINE,
                        HealthStatus.DEGRADED,
                        status.health().at(),
                        reason,
                        "start it there: systemctl start nimsforest",
                        status.health().node()));
    }

    private static Comparator<ForestStatusProblem> worstFirst() {
        return Comparator.comparing(ForestStatusProblem::status).reversed();
    }
}
