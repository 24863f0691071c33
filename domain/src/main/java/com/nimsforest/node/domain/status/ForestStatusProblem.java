package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.RootCauses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Something in the forest that is not UP.
 *
 * @param consequences what goes with it and needs no advice of its own
 * @param node the first node that tells of it
 */
public record ForestStatusProblem(HealthFinding finding, List<HealthFinding> consequences, String node) {
    /** What no node tells of itself, so that no report has its beginning. */
    private static final Set<ProblemKind> FOUND_HERE = Set.of(ProblemKind.MACHINES_MISSING, ProblemKind.NODE_SILENT);

    public ForestStatusProblem {
        requireNonNull(finding, "finding");
        consequences = List.copyOf(consequences);
        requireNonNull(node, "node");
    }

    public HealthComponent where() {
        return finding.component();
    }

    /** The worst of it and what goes with it. */
    public HealthStatus status() {
        return consequences.stream().map(HealthFinding::status).reduce(finding.status(), HealthStatus::worst);
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
    static List<ForestStatusProblem> of(HealthReport report) {
        return folded(alone(report));
    }

    private static List<ForestStatusProblem> alone(HealthReport report) {
        return report.findings().stream()
                .map(finding -> new ForestStatusProblem(finding, List.of(), report.node()))
                .toList();
    }

    /** What all nodes tell, each once, the worst first; what the node sees that tells the status comes before the others'. */
    static List<ForestStatusProblem> of(ForestStatusFacts status) {
        Map<List<Object>, ForestStatusProblem> told = new LinkedHashMap<>();
        Stream.concat(Stream.of(status.health()), status.nodes().stream().map(NodeStatusReport::health))
                .flatMap(report -> alone(report).stream())
                .forEach(problem -> told.merge(
                        List.of(problem.finding.kind(), problem.finding.about()), problem, ForestStatusProblem::began));
        List<ForestStatusProblem> each = new ArrayList<>(told.values());
        if (each.stream().noneMatch(problem -> problem.where() == HealthComponent.CLUSTER)) {
            missing(status).map(finding -> seenBy(finding, status)).forEach(each::add);
        }
        SilentNodeCheck.finding(status).map(finding -> seenBy(finding, status)).ifPresent(each::add);
        return folded(each);
    }

    private static List<ForestStatusProblem> folded(List<ForestStatusProblem> each) {
        List<ForestStatusProblem> groups = grouped(each);
        List<HealthFinding> findings =
                groups.stream().map(ForestStatusProblem::finding).toList();
        return groups.stream()
                .filter(problem -> RootCauses.root(problem.finding, findings).equals(problem.finding))
                .map(problem -> problem.with(findings.stream()
                        .filter(other -> !other.equals(problem.finding))
                        .filter(other -> RootCauses.root(other, findings).equals(problem.finding))
                        .toList()))
                .sorted(worstFirst())
                .toList();
    }

    /** What is the same for several streams or consumers is one problem with all their names. */
    private static List<ForestStatusProblem> grouped(List<ForestStatusProblem> each) {
        Map<List<Object>, ForestStatusProblem> groups = new LinkedHashMap<>();
        each.forEach(problem -> groups.merge(
                List.of(problem.finding.kind(), problem.finding.common()), problem, ForestStatusProblem::and));
        return List.copyOf(groups.values());
    }

    /** The same since the earlier of the two: who looks from outside, or was started later, has seen less of it. */
    private ForestStatusProblem began(ForestStatusProblem other) {
        return Stream.of(finding, other.finding)
                .flatMap(each -> each.since().stream())
                .min(Comparator.naturalOrder())
                .map(first -> new ForestStatusProblem(finding.since(first), consequences, node))
                .orElse(this);
    }

    private ForestStatusProblem and(ForestStatusProblem other) {
        return new ForestStatusProblem(finding.and(other.finding), List.of(), node)
                .began(this)
                .began(other);
    }

    private ForestStatusProblem with(List<HealthFinding> more) {
        return new ForestStatusProblem(finding, more, node);
    }

    /** The same with the beginning that the earlier ones have, where it is one of them that goes on. */
    ForestStatusProblem after(List<ForestStatusProblem> earlier) {
        return earlier.stream().filter(this::goesOn).reduce(this, ForestStatusProblem::began);
    }

    private boolean goesOn(ForestStatusProblem earlier) {
        return FOUND_HERE.contains(finding.kind())
                && finding.kind() == earlier.finding.kind()
                && (finding.about().isEmpty() || !Collections.disjoint(finding.about(), earlier.finding.about()));
    }

    private static ForestStatusProblem seenBy(HealthFinding finding, ForestStatusFacts status) {
        return new ForestStatusProblem(
                finding.since(status.health().at()), List.of(), status.health().node());
    }

    /** Of a machine whose server cannot be reached the connection tells already. */
    private static Stream<HealthFinding> missing(ForestStatusFacts status) {
        List<String> names = status.members().stream()
                .filter(member -> !member.present() && !member.self())
                .map(MachineStatus::name)
                .toList();
        return names.isEmpty()
                ? Stream.of()
                : Stream.of(HealthFinding.of(ProblemKind.MACHINES_MISSING)
                        .with(HealthFact.THERE, status.members().size() - names.size())
                        .with(HealthFact.EXPECTED, status.members().size())
                        .with(HealthFact.MISSING, names));
    }

    private static Comparator<ForestStatusProblem> worstFirst() {
        return Comparator.comparing(ForestStatusProblem::status).reversed();
    }
}
