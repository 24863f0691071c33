package com.nimsforest.node.domain.handler;

import java.time.Duration;

/**
 * How often a failed message is tried, and how long it waits in between.
 *
 * @param attempts how many failed attempts make a dead letter, from 1
 * @param firstDelay the wait after the first failed attempt
 * @param factor by which each further wait is longer, from 1
 * @param longestDelay the longest wait
 */
public record RetryPolicy(int attempts, Duration firstDelay, double factor, Duration longestDelay) {
    private static final RetryPolicy STANDARD = new RetryPolicy(10, Duration.ofSeconds(1), 2, Duration.ofSeconds(90));

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be 1 or more: " + attempts);
        }
        new RetryBackoff(firstDelay, factor, longestDelay);
    }

    /** Ten attempts within about five minutes: after 1, 2, 4, 8, 16, 32, 64, 90 and 90 s. */
    public static RetryPolicy standard() {
        return STANDARD;
    }

    /** The same with other waits, all of the same length. */
    public RetryPolicy withDelay(Duration each) {
        return new RetryPolicy(attempts, each, 1, each);
    }

    /** The same with at most so many attempts. */
    public RetryPolicy withAtMost(int most) {
        return new RetryPolicy(Math.min(attempts, most), firstDelay, factor, longestDelay);
    }

    /** The wait after so many failed attempts, from 1. */
    public Duration delayAfter(long failures) {
        return new RetryBackoff(firstDelay, factor, longestDelay).after(failures);
    }

    /** Whether after so many failed attempts no other is made. */
    public boolean isOverAfter(long failures) {
        return failures >= attempts;
    }

    /** From the first failed attempt to the last, when each fails at once. */
    public Duration span() {
        Duration span = Duration.ZERO;
        for (int failures = 1; failures < attempts; failures++) {
            span = span.plus(delayAfter(failures));
        }
        return span;
    }
}
