package com.nimsforest.node.adapters.nats.publish;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The delay before a repeat: doubled from 50 ms to 1 s, less a random part of up to half. */
final class PublishRetryBackoff {
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 5;

    private PublishRetryBackoff() {}

    /** In nanoseconds, after the given number of failures, at least 1. */
    static long after(int failures) {
        long doubled = SHORTEST.toNanos() << Math.min(failures - 1, DOUBLINGS);
        long wait = Math.min(doubled, LONGEST.toNanos());
        return wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1);
    }
}
