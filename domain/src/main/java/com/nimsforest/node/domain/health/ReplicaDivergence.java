package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Replicas of one stream that differ, and stay so: the servers' own health does not see it.
 *
 * @param since when they were first seen to differ
 * @param difference which server holds what, in words
 */
public record ReplicaDivergence(String stream, Instant since, String difference) {
    public ReplicaDivergence {
        requireNonNull(stream, "stream");
        requireNonNull(since, "since");
        requireNonNull(difference, "difference");
    }

    HealthFinding finding() {
        return HealthFinding.about(stream, ProblemKind.REPLICAS_DIFFER)
                .with(HealthFact.DIFFERENCE, difference)
                .since(since);
    }
}
