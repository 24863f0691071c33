package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a fact, with a bound. */
final class BoundedWait {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private BoundedWait() {}

    static void holds(String what, BooleanSupplier fact) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                throw new StorageUnavailableException(what + ": not after " + TIMEOUT.toSeconds() + " s");
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }
}
