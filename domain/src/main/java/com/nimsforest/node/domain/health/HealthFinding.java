package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one component is.
 *
 * @param since when it got this status
 * @param reason why it is not UP; empty when it is
 * @param hint what a person can do; empty when it is UP
 * @param details facts by name, in the order in which they are shown: strings, numbers, booleans, instants, durations,
 *     lists and maps of them
 */
public record HealthFinding(
        HealthComponent component,
        HealthStatus status,
        Instant since,
        String reason,
        String hint,
        Map<String, Object> details) {
    public HealthFinding {
        requireNonNull(component, "component");
        requireNonNull(status, "status");
        requireNonNull(since, "since");
        requireNonNull(reason, "reason");
        requireNonNull(hint, "hint");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        if (status != HealthStatus.UP && (reason.isBlank() || hint.isBlank())) {
            throw new IllegalArgumentException(component + " is " + status + " without a reason and a hint");
        }
    }

    /** The same finding with another beginning. */
    public HealthFinding since(Instant beginning) {
        return new HealthFinding(component, status, beginning, reason, hint, details);
    }

    /** The same finding with those of the warnings that are about its component; what is DOWN has no need of them. */
    HealthFinding with(List<HealthWarning> warnings) {
        List<HealthWarning> own = warnings.stream()
                .filter(warning -> warning.component() == component)
                .toList();
        if (own.isEmpty() || status == HealthStatus.DOWN) {
            return this;
        }
        return new HealthFinding(
                component,
                HealthStatus.DEGRADED,
                since,
                joined(reason, own.stream().map(HealthWarning::reason)),
                joined(hint, own.stream().map(HealthWarning::hint)),
                details);
    }

    private static String joined(String first, Stream<String> more) {
        return Stream.concat(Stream.of(first), more)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
