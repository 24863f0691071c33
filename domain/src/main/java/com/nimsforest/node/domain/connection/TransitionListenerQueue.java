package com.nimsforest.node.domain.connection;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One listener with the changes it has yet to hear. Any thread may queue and deliver; the one that finds nobody
 * delivering hands over all that is queued, so that order holds and no lock is kept while the listener runs.
 */
final class TransitionListenerQueue {
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
                tell(next);
            }
            seen = undelivered.addAndGet(-seen);
        } while (seen > 0);
    }

    private void tell(ConnectionTransition transition) {
        try {
            action.accept(transition);
        } catch (Throwable failure) {
            onFailure.accept(failure);
        }
    }
}
