package com.nimsforest.node.domain.handler;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long to wait before the next attempt: longer after each failure.
 *
 * @param first the wait after the first failure, counted in milliseconds
 * @param factor by which each further wait is longer, from 1
 * @param longest the longest wait
 */
public record RetryBackoff(Duration first, double factor, Duration longest) {
    public RetryBackoff {
        requireNonNull(first, "first");
        requireNonNull(longest, "longest");
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "delays must not be negative, the longest not shorter than the first: " + first + ", " + longest);
        }
        if (!(factor >= 1) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("factor must be 1 or more: " + factor);
        }
    }

    public static RetryBackoff doubling(Duration first, Duration longest) {
        return new RetryBackoff(first, 2, longest);
    }

    /** The wait after so many failures in a row, from 1. */
    public Duration after(long failures) {
        double wait = first.toMillis() * Math.pow(factor, Math.max(failures, 1) - 1);
        return wait < longest.toMillis() ? Duration.ofMillis((long) wait) : longest;
    }
}
