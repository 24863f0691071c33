package com.nimsforest.node.adapters.nats.consume;

import java.time.Duration;

/** When to try again: at once after the first failure, then later each time, up to a bound. Any thread. */
final class ResubscribeBackoff {
    private static final int MOST_DOUBLINGS = 4;

    private final Duration shortest;
    private int failures;
    private long next = System.nanoTime();

    ResubscribeBackoff(Duration shortest) {
        this.shortest = shortest;
    }

    synchronized boolean isOver() {
        return System.nanoTime() - next >= 0;
    }

    /** Returns how many failures there were in a row, this one among them. */
    synchronized int failed() {
        long wait = shortest.toNanos() << Math.min(failures, MOST_DOUBLINGS);
        failures++;
        next = System.nanoTime() + (failures == 1 ? 0 : wait);
        return failures;
    }

    synchronized void startOver() {
        failures = 0;
        next = System.nanoTime();
    }
}
