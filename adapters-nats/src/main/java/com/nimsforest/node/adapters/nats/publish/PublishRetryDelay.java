package com.nimsforest.node.adapters.nats.publish;

import com.nimsforest.node.domain.handler.RetryBackoff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The delay before a repeat: from 50 ms to 1 s, less a random part of up to half. */
final class PublishRetryDelay {
    private static final RetryBackoff BACKOFF = RetryBackoff.doubling(Duration.ofMillis(50), Duration.ofSeconds(1));

    private PublishRetryDelay() {}

    /** In nanoseconds, after the given number of failures, at least 1. */
    static long after(int failures) {
        long wait = BACKOFF.after(failures).toNanos();
        return wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1);
    }
}
