package com.nimsforest.node.ports.fakes;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Lets one thread act at a time, and others wait until something is so. */
final class ConditionLock {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Those who wait look again; only while one acts. */
    void changed() {
        changed.signalAll();
    }

    /** Returns when it is so, or the time is up. */
    void awaitThat(BooleanSupplier condition, Duration bound) {
        lock.lock();
        try {
            long left = bound.toNanos();
            while (left > 0 && !condition.getAsBoolean()) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
