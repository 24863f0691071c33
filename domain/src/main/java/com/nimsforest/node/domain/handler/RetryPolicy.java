package com.nimsforest.node.domain.handler;

import static java.util.Objects.requireNonNull;

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
        requireNonNull(firstDelay, "firstDelay");
        requireNonNull(longestDelay, "longestDelay");
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be 1 or more: " + attempts);
        }
        if (firstDelay.isNegative() || longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("delays must not be negative, the longest not shorter than the first: "
                    + firstDelay + ", " + longestDelay);
        }
        if (!(factor >= 1) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("factor must be 1 or more: " + factor);
        }
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
        double longest = longestDelay.toMillis();
        double wait = firstDelay.toMillis() * Math.pow(factor, Math.max(failures, 1) - 1);
        return wait < longest ? Duration.ofMillis((long) wait) : longestDelay;
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
