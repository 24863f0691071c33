package com.nimsforest.node.domain.connection;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Holds the state of the connection and tells listeners of each change, in order and once. Safe for any thread: signals
 * are applied under a lock, listeners are called after it is released, by the thread that brought the signal, one change
 * at a time. A listener that throws harms nobody.
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
        List<TransitionListenerQueue> told;
        synchronized (lock) {
            ConnectionState next = last.to().on(signal);
            if (next == last.to()) {
                return;
            }
            last = new ConnectionTransition(last.to(), next, at, cause);
            reconnects += last.isReconnect() ? 1 : 0;
            listeners.forEach(listener -> listener.queue(last));
            told = List.copyOf(listeners);
        }
        told.forEach(TransitionListenerQueue::deliver);
    }

    /** Adds a listener and tells it the state as it is; the returned action removes it. */
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
}
