package com.nimsforest.node.bootstrap.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting with a bound. */
final class HarnessWait {
    private static final int POLL_MILLIS = 50;

    private HarnessWait() {}

    static void holds(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + patience.toSeconds() + " s: " + what);
            }
            passes(Duration.ofMillis(POLL_MILLIS));
        }
    }

    /** A fault has a length; this is the one place that waits without a question. */
    static void passes(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
