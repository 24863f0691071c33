package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.ports.execution.SerialTaskQueue;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what a listener has yet to hear and hands it over one at a time, on a worker: the client's own threads are
 * interrupted when a connection ends, and a listener should not be. What comes when it is full is lost. Safe for any
 * thread.
 */
final class WindListenerQueue<T> {
    private static final Logger LOG = LoggerFactory.getLogger(WindListenerQueue.class);
    private static final int MOST = 10_000;
    private static final Duration LAST_WORD = Duration.ofSeconds(5);

    private final Consumer<T> listener;
    private final SerialTaskQueue calls;
    private final Object lock = new Object();
    private final Semaphore reading = new Semaphore(1);
    private volatile @Nullable Thread reader;
    private int pending;
    private boolean full;
    private boolean closed;

    WindListenerQueue(Consumer<T> listener, Executor workers) {
        this.listener = listener;
        this.calls = new SerialTaskQueue(workers, "a listener to the wind");
    }

    void put(T item) {
        synchronized (lock) {
            if (closed || isFull()) {
                return;
            }
            pending++;
        }
        calls.add(() -> call(item));
    }

    /** Hands over no more, and waits a few seconds for the listener to return, unless it is the listener that closes. */
    void close() {
        synchronized (lock) {
            closed = true;
        }
        if (reader == Thread.currentThread()) {
            return;
        }
        try {
            if (reading.tryAcquire(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS)) {
                reading.release();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFull() {
        boolean was = full;
        full = pending >= MOST;
        if (full && !was) {
            LOG.warn("a wind listener is too slow, messages are dropped until it has caught up");
        }
        return full;
    }

    private void call(T item) {
        reading.acquireUninterruptibly();
        reader = Thread.currentThread();
        try {
            if (isWanted()) {
                listener.accept(item);
            }
        } finally {
            reader = null;
            reading.release();
        }
    }

    private boolean isWanted() {
        synchronized (lock) {
            pending--;
            return !closed;
        }
    }
}
