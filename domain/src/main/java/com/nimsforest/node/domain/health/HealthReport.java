package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * How the node is.
 *
 * @param at when the facts were gathered
 * @param ready whether the node can take and keep data now
 * @param unready why it cannot; empty when it can
 */
public record HealthReport(
        String node, String version, Instant at, boolean ready, String unready, List<HealthFinding> findings) {
    public HealthReport {
        requireNonNull(node, "node");
        requireNonNull(version, "version");
        requireNonNull(at, "at");
        requireNonNull(unready, "unready");
        findings = List.copyOf(findings);
    }

    /** The worst finding wins. */
    public HealthStatus status() {
        return findings.stream().map(HealthFinding::status).reduce(HealthStatus.UP, HealthStatus::worst);
    }

    /** The same report, in which a finding whose status was the same in the earlier one keeps its beginning. */
    public HealthReport after(HealthReport earlier) {
        List<HealthFinding> carried =
                findings.stream().map(finding -> carried(finding, earlier)).toList();
        return new HealthReport(node, version, at, ready, unready, carried);
    }

    private static HealthFinding carried(HealthFinding finding, HealthReport earlier) {
        return earlier.findings().stream()
                .filter(before -> before.component() == finding.component() && before.status() == finding.status())
                .findFirst()
                .map(before -> finding.since(before.since()))
                .orElse(finding);
    }
}
