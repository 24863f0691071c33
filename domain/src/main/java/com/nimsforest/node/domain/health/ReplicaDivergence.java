package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Copies of one stream that differ, and stay so: the servers' own health does not see it.
 *
 * @param since when they were first seen to differ
 * @param difference who holds what, in words
 */
public record ReplicaDivergence(String stream, Instant since, String difference) {
    private static final String DIFFERS = " differs between its replicas: ";

    public ReplicaDivergence {
        requireNonNull(stream, "stream");
        requireNonNull(since, "since");
        requireNonNull(difference, "difference");
    }

    /** In words, as a reason of health. */
    String words() {
        return stream + DIFFERS + difference;
    }

    /** What a report says of the copies of the stream, which may have come without its details; empty when they are the same. */
    public static Optional<String> difference(HealthReport report, String stream) {
        return report.findings().stream()
                .filter(finding -> finding.component() == HealthComponent.JETSTREAM)
                .flatMap(finding -> Stream.of(finding.reason().split("; ")))
                .filter(part -> part.startsWith(stream + DIFFERS))
                .map(part -> part.substring(stream.length() + DIFFERS.length()))
                .findFirst();
    }
}
