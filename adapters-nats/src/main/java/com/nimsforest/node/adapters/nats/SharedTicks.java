package com.nimsforest.node.adapters.nats;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Has what recurs in the same period recur at the same moments, so that a node at rest is woken up seldom. */
public final class SharedTicks {
    private SharedTicks() {}

    /** Runs the task now, and then at each multiple of the period; not after it threw something. */
    public static ScheduledFuture<?> start(ScheduledExecutorService timer, Runnable task, Duration period) {
        timer.execute(task);
        long nanos = period.toNanos();
        return timer.scheduleAtFixedRate(
                task, nanos - Math.floorMod(System.nanoTime(), nanos), nanos, TimeUnit.NANOSECONDS);
    }
}
