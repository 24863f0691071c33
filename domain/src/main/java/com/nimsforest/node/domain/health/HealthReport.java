package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the node is.
 *
 * @param at when the facts were gathered
 * @param components each component once, in order
 * @param status the worst of them
 * @param stopping the problems for which the node can take or keep no data now, without those that go with another of them
 * @param facts what the report was made from; empty when it comes from another node
 */
public record HealthReport(
        String node,
        String version,
        Instant at,
        List<ComponentHealth> components,
        HealthStatus status,
        List<HealthFinding> stopping,
        Optional<NodeHealthFacts> facts) {
    public HealthReport {
        requireNonNull(node, "node");
        requireNonNull(version, "version");
        requireNonNull(at, "at");
        components = List.copyOf(components);
        requireNonNull(status, "status");
        stopping = List.copyOf(stopping);
        requireNonNull(facts, "facts");
    }

    /** What the components come to: the worst finding wins. */
    private HealthReport(
            String node,
            String version,
            Instant at,
            List<ComponentHealth> components,
            Optional<NodeHealthFacts> facts) {
        this(
                node,
                version,
                at,
                components,
                components.stream().map(ComponentHealth::status).reduce(HealthStatus.UP, HealthStatus::worst),
                RootCauses.of(findings(components)
                        .filter(finding -> finding.kind().stopsInput())
                        .toList()),
                facts);
    }

    /** One that knows the problems and no facts, as it comes from another node. */
    public static HealthReport ofFindings(String node, String version, Instant at, List<HealthFinding> findings) {
        return new HealthReport(node, version, at, components(findings), Optional.empty());
    }

    static HealthReport of(NodeHealthFacts facts, List<HealthFinding> findings) {
        return new HealthReport(facts.node(), facts.version(), facts.at(), components(findings), Optional.of(facts));
    }

    private static List<ComponentHealth> components(List<HealthFinding> findings) {
        return Arrays.stream(HealthComponent.values())
                .map(component -> new ComponentHealth(
                        component,
                        findings.stream()
                                .filter(finding -> finding.component() == component)
                                .toList()))
                .toList();
    }

    /** The problems of all components. */
    public List<HealthFinding> findings() {
        return findings(components).toList();
    }

    private static Stream<HealthFinding> findings(List<ComponentHealth> components) {
        return components.stream().flatMap(component -> component.findings().stream());
    }

    public ComponentHealth component(HealthComponent component) {
        return components.get(component.ordinal());
    }

    /** Whether the node can take and keep data now. */
    public boolean ready() {
        return stopping.isEmpty();
    }

    /** Why it cannot; empty when it can. */
    public String unready() {
        return stopping.stream().map(HealthFinding::reason).collect(Collectors.joining("; "));
    }

    /** The same report, in which a problem that the earlier one had already keeps its beginning. */
    public HealthReport after(HealthReport earlier) {
        List<HealthFinding> before = earlier.findings();
        return new HealthReport(
                node,
                version,
                at,
                components(findings(components)
                        .map(finding -> carried(finding, before))
                        .toList()),
                facts);
    }

    private static HealthFinding carried(HealthFinding finding, List<HealthFinding> before) {
        return before.stream()
                .filter(finding::isSame)
                .findFirst()
                .flatMap(HealthFinding::since)
                .map(finding::since)
                .orElse(finding);
    }
}
