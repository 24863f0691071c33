package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * One round of one kind of work on one side. For one thread.
 *
 * @param stored the number of entries in the soil of the side, as the servers report it
 */
record RoundDriver(BenchClient client, int messages, LongSupplier stored) {
    /** How many messages are in flight at once, which is also the most that the forest itself would allow. */
    static final int WINDOW = 256;

    static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    /** Keeps many messages in flight; returns when all are answered. */
    void pipelined(IntFunction<CompletionStage<?>> work) throws InterruptedException {
        pipelined(messages, work);
    }

    /** The same for so many messages. */
    static void pipelined(int messages, IntFunction<CompletionStage<?>> work) throws InterruptedException {
        Semaphore free = new Semaphore(WINDOW);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int number = 0; number < messages; number++) {
            acquire(free, 1);
            work.apply(number).whenComplete((done, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed);
                }
                free.release();
            });
        }
        acquire(free, WINDOW);
        if (failure.get() != null) {
            throw new BenchException(
                    "a message was not stored: " + failure.get().getMessage(), failure.get());
        }
    }

    void oneByOne(IntConsumer work) {
        for (int number = 0; number < messages; number++) {
            work.accept(number);
        }
    }

    /** Returns when the soil holds an entry for each message; fails when nothing new has come for long. */
    void awaitSoil() {
        long last = -1;
        long end = 0;
        for (long now = stored.getAsLong(); now < messages; now = stored.getAsLong()) {
            if (now > last) {
                last = now;
                end = System.nanoTime() + TIMEOUT.toNanos();
            } else if (System.nanoTime() > end) {
                throw new StorageUnavailableException(now + " of " + messages + " messages arrived in "
                        + client.streams().get(client.streams().size() - 1) + ", and no more for " + TIMEOUT.toSeconds()
                        + " s");
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private static void acquire(Semaphore free, int permits) throws InterruptedException {
        if (!free.tryAcquire(permits, TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new StorageUnavailableException("no answer for " + TIMEOUT.toSeconds() + " s");
        }
    }
}
