package com.nimsforest.node.domain.connection;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to wait after a failed attempt, as a pure function of its number; whoever waits is outside.
 *
 * @param attempts how many attempts there are in all, at least 1; -1 for as many as it takes
 * @param interval the wait between two attempts
 */
public record ConnectRetrySchedule(int attempts, Duration interval) {
    public static final int FOREVER = -1;

    public ConnectRetrySchedule {
        requireNonNull(interval, "interval");
        if (attempts < 1 && attempts != FOREVER) {
            throw new IllegalArgumentException("attempts must be at least 1, or -1 for ever: " + attempts);
        }
        if (interval.isNegative()) {
            throw new IllegalArgumentException("interval must not be negative: " + interval);
        }
    }

    /** The wait after the given attempt (from 1) failed; empty when it was the last. */
    public Optional<Duration> after(int attempt) {
        return attempts == FOREVER || attempt < attempts ? Optional.of(interval) : Optional.empty();
    }
}
