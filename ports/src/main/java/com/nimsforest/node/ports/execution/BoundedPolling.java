package com.nimsforest.node.ports.execution;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Asks again and again, on the thread of the caller, until the answer is as wanted, the time is over, or the thread is
 * interrupted.
 */
public final class BoundedPolling {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private BoundedPolling() {}

    /** The last answer, which is as wanted unless it ended before. */
    public static <T> T poll(Duration atMost, Supplier<T> question, Predicate<T> isWanted) {
        long end = System.nanoTime() + atMost.toNanos();
        T answer = question.get();
        while (!isWanted.test(answer)
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(INTERVAL.toNanos());
            answer = question.get();
        }
        return answer;
    }
}
