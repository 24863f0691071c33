package com.nimsforest.node.bootstrap.lab.process;

import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits on the calling thread until a condition holds, for 90 s at most. */
public final class BoundedWait {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private BoundedWait() {}

    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                throw new StorageUnavailableException(what + ": not within " + TIMEOUT.toSeconds() + " s");
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }
}
