package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How one component is.
 *
 * @param findings its problems; none when it is UP
 */
public record ComponentHealth(HealthComponent component, List<HealthFinding> findings) {
    public ComponentHealth {
        requireNonNull(component, "component");
        findings = List.copyOf(findings);
    }

    /** The worst finding wins. */
    public HealthStatus status() {
        return findings.stream().map(HealthFinding::status).reduce(HealthStatus.UP, HealthStatus::worst);
    }

    /** Why it is not UP; empty when it is. */
    public String reason() {
        return joined(HealthFinding::reason);
    }

    /** What a person can do; empty when it is UP. */
    public String hint() {
        return joined(HealthFinding::hint);
    }

    /** When the first of the findings that make its status began. */
    public Optional<Instant> since() {
        return findings.stream()
                .filter(finding -> finding.status() == status())
                .flatMap(finding -> finding.since().stream())
                .min(Comparator.naturalOrder());
    }

    private String joined(Function<HealthFinding, String> text) {
        return findings.stream().map(text).distinct().collect(Collectors.joining("; "));
    }
}
