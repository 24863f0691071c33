package com.nimsforest.node.domain.connection;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Holds the state of the connection and calls listeners with each transition, in order and once. Safe for any thread: signals
 * are applied under a lock, listeners are called after it is released, by the thread that applied the signal, one
 * transition at a time. A listener that throws does not affect the others.
 */
public final class ConnectionTracker {
    private final Object lock = new Object();
    private final Set<TransitionListenerQueue> listeners = new LinkedHashSet<>();
    private final Consumer<Throwable> onListenerFailure;
    private ConnectionTransition last;
    private long reconnects;

    public ConnectionTracker(Instant since, Consumer<Throwable> onListenerFailure) {
        this.onListenerFailure = requireNonNull(onListenerFailure, "onListenerFailure");
        this.last = new ConnectionTransition(
                ConnectionState.CONNECTING,
                ConnectionState.CONNECTING,
                requireNonNull(since, "since"),
                "the first attempt is under way");
    }

    public void apply(ConnectionSignal signal, Instant at, String cause) {
        List<TransitionListenerQueue> notified;
        synchronized (lock) {
            ConnectionState next = last.to().on(signal);
            if (next == last.to()) {
                return;
            }
            last = new ConnectionTransition(last.to(), next, at, cause);
            reconnects += last.isReconnect() ? 1 : 0;
            listeners.forEach(listener -> listener.queue(last));
            notified = List.copyOf(listeners);
        }
        notified.forEach(TransitionListenerQueue::deliver);
    }

    /** Adds a listener and calls it with the current state; the returned action removes it. */
    public Runnable listen(Consumer<ConnectionTransition> action) {
        TransitionListenerQueue listener = new TransitionListenerQueue(action, onListenerFailure);
        synchronized (lock) {
            listeners.add(listener);
            listener.queue(new ConnectionTransition(last.to(), last.to(), last.at(), last.cause()));
        }
        listener.deliver();
        return () -> {
            synchronized (lock) {
                listeners.remove(listener);
            }
        };
    }

    public ConnectionTransition last() {
        synchronized (lock) {
            return last;
        }
    }

    public ConnectionState state() {
        return last().to();
    }

    /** How often the connection was lost and came back. */
    public long reconnects() {
        synchronized (lock) {
            return reconnects;
        }
    }

    /**
     * One listener with the transitions it has not been called with yet. Any thread may queue and deliver; the one that finds
     * nobody delivering delivers all that is queued, so that the order holds and no lock is kept while the listener runs.
     */
    private static final class TransitionListenerQueue {
        private final Consumer<ConnectionTransition> action;
        private final Consumer<Throwable> onFailure;
        private final ConcurrentLinkedQueue<ConnectionTransition> queue = new ConcurrentLinkedQueue<>();
        private final AtomicInteger undelivered = new AtomicInteger();

        TransitionListenerQueue(Consumer<ConnectionTransition> action, Consumer<Throwable> onFailure) {
            this.action = action;
            this.onFailure = onFailure;
        }

        void queue(ConnectionTransition transition) {
            queue.add(transition);
        }

        void deliver() {
            if (undelivered.getAndIncrement() > 0) {
                return;
            }
            int seen = 1;
            do {
                for (ConnectionTransition next = queue.poll(); next != null; next = queue.poll()) {
                    call(next);
                }
                seen = undelivered.addAndGet(-seen);
            } while (seen > 0);
        }

        private void call(ConnectionTransition transition) {
            try {
                action.accept(transition);
            } catch (Throwable failure) {
                onFailure.accept(failure);
            }
        }
    }
}
