package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.health.ProblemKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something in the forest that is not UP.
 *
 * @param node the first node that tells of it
 */
public record ForestStatusProblem(HealthFinding finding, String node) {
    public ForestStatusProblem {
        requireNonNull(finding, "finding");
        requireNonNull(node, "node");
    }

    public HealthComponent where() {
        return finding.component();
    }

    public HealthStatus status() {
        return finding.status();
    }

    public Instant since() {
        return finding.since().orElse(Instant.EPOCH);
    }

    public String reason() {
        return finding.reason();
    }

    public String hint() {
        return finding.hint();
    }

    /** The anchor of the entry in {@code docs/RUNBOOK.md} that says what to do. */
    public String runbook() {
        return finding.kind().runbook();
    }

    /** What the node tells of itself, the worst first. */
    public static List<ForestStatusProblem> of(HealthReport report) {
        return report.findings().stream()
                .map(finding -> new ForestStatusProblem(finding, report.node()))
                .sorted(worstFirst())
                .toList();
    }

    /** What all nodes tell, each once, the worst first; what the node sees that tells the status comes before the others'. */
    public static List<ForestStatusProblem> of(ForestStatus status) {
        List<ForestStatusProblem> each = new ArrayList<>();
        Stream.concat(Stream.of(status.health()), status.nodes().stream().map(NodeStatusReport::health))
                .flatMap(report -> of(report).stream())
                .filter(problem -> each.stream().noneMatch(problem::isSame))
                .forEach(each::add);
        if (each.stream().noneMatch(problem -> problem.where() == HealthComponent.CLUSTER)) {
            missing(status).map(finding -> seenBy(finding, status)).forEach(each::add);
        }
        SilentNodeCheck.finding(status).map(finding -> seenBy(finding, status)).ifPresent(each::add);
        return grouped(each).sorted(worstFirst()).toList();
    }

    /** What is the same for several streams or consumers is one problem with all their names. */
    private static Stream<ForestStatusProblem> grouped(List<ForestStatusProblem> each) {
        Map<List<Object>, ForestStatusProblem> groups = new LinkedHashMap<>();
        each.forEach(problem -> groups.merge(
                List.of(problem.finding.kind(), problem.finding.facts()), problem, ForestStatusProblem::and));
        return groups.values().stream();
    }

    private ForestStatusProblem and(ForestStatusProblem other) {
        Instant first = since().isBefore(other.since()) ? since() : other.since();
        return new ForestStatusProblem(
                new HealthFinding(
                        finding.kind(),
                        finding.about() + ", " + other.finding.about(),
                        finding.facts(),
                        Optional.of(first)),
                node);
    }

    private boolean isSame(ForestStatusProblem other) {
        return finding.isSame(other.finding);
    }

    private static ForestStatusProblem seenBy(HealthFinding finding, ForestStatus status) {
        return new ForestStatusProblem(
                finding.since(status.health().at()), status.health().node());
    }

    /** Of a machine whose server cannot be reached the connection tells already. */
    private static Stream<HealthFinding> missing(ForestStatus status) {
        List<String> names = status.members().stream()
                .filter(member -> !member.present() && !member.self())
                .map(MachineStatus::name)
                .toList();
        return names.isEmpty()
                ? Stream.of()
                : Stream.of(HealthFinding.of(ProblemKind.MACHINES_MISSING)
                        .with("there", status.members().size() - names.size())
                        .with("expected", status.members().size())
                        .with("missing", String.join(", ", names)));
    }

    private static Comparator<ForestStatusProblem> worstFirst() {
        return Comparator.comparing(ForestStatusProblem::status).reversed();
    }
}
