package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the node is.
 *
 * @param at when the facts were gathered
 * @param components each component once, in order
 */
public record HealthReport(String node, String version, Instant at, List<ComponentHealth> components) {
    public HealthReport {
        requireNonNull(node, "node");
        requireNonNull(version, "version");
        requireNonNull(at, "at");
        components = List.copyOf(components);
    }

    /** One that knows the problems and no details, as it comes from another node. */
    public static HealthReport ofFindings(String node, String version, Instant at, List<HealthFinding> findings) {
        return of(node, version, at, findings, Map.of());
    }

    /** @param details of each component, in the order of the components */
    static HealthReport of(
            String node,
            String version,
            Instant at,
            List<HealthFinding> findings,
            Map<HealthComponent, Map<String, Object>> details) {
        return new HealthReport(node, version, at, components(findings, details));
    }

    private static List<ComponentHealth> components(
            List<HealthFinding> findings, Map<HealthComponent, Map<String, Object>> details) {
        return Arrays.stream(HealthComponent.values())
                .map(component -> new ComponentHealth(
                        component,
                        findings.stream()
                                .filter(finding -> finding.component() == component)
                                .toList(),
                        details.getOrDefault(component, Map.of())))
                .toList();
    }

    /** The problems of all components. */
    public List<HealthFinding> findings() {
        return components.stream()
                .flatMap(component -> component.findings().stream())
                .toList();
    }

    public ComponentHealth component(HealthComponent component) {
        return components.get(component.ordinal());
    }

    /** The worst finding wins. */
    public HealthStatus status() {
        return components.stream().map(ComponentHealth::status).reduce(HealthStatus.UP, HealthStatus::worst);
    }

    /** Whether the node can take and keep data now. */
    public boolean ready() {
        return findings().stream().noneMatch(finding -> finding.kind().stopsInput());
    }

    /** Why it cannot; empty when it can. */
    public String unready() {
        List<HealthFinding> stopping = findings().stream()
                .filter(finding -> finding.kind().stopsInput())
                .toList();
        return RootCauses.of(stopping).stream().map(HealthFinding::reason).collect(Collectors.joining("; "));
    }

    /** The same report, in which a problem that the earlier one had already keeps its beginning. */
    public HealthReport after(HealthReport earlier) {
        List<HealthFinding> before = earlier.findings();
        return new HealthReport(
                node,
                version,
                at,
                components.stream()
                        .map(component -> new ComponentHealth(
                                component.component(),
                                component.findings().stream()
                                        .map(finding -> carried(finding, before))
                                        .toList(),
                                component.details()))
                        .toList());
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
