package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.domain.handler.RetryBackoff;
import java.time.Duration;

/** When to subscribe again: at once after the first failure, then later each time, up to a bound. Any thread. */
final class ResubscribeDelay {
    private final RetryBackoff backoff;
    private int failures;
    private long next = System.nanoTime();

    ResubscribeDelay(Duration shortest) {
        this.backoff = RetryBackoff.doubling(shortest, shortest.multipliedBy(16));
    }

    synchronized boolean isOver() {
        return System.nanoTime() - next >= 0;
    }

    /** Returns how many failures there were in a row, this one among them. */
    synchronized int failed() {
        failures++;
        next = System.nanoTime() + (failures == 1 ? 0 : backoff.after(failures).toNanos());
        return failures;
    }

    synchronized void startOver() {
        failures = 0;
        next = System.nanoTime();
    }
}
