package com.nimsforest.node.bootstrap.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

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

    /** Waits for as long as it becomes less: how much there is to do is no matter of patience. */
    static void isWorkedOff(String what, Duration patience, LongSupplier left) {
        long before = left.getAsLong();
        while (before > 0) {
            long then = before;
            holds(what + ", " + then + " are left", patience, () -> left.getAsLong() < then);
            before = left.getAsLong();
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
