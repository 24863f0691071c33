package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Copies of one stream that differ, and stay so: the servers' own health does not see it.
 *
 * @param since when they were first seen to differ
 * @param difference who holds what, in words
 */
public record Divergence(String stream, Instant since, String difference) {
    public Divergence {
        requireNonNull(stream, "stream");
        requireNonNull(since, "since");
        requireNonNull(difference, "difference");
    }
}
