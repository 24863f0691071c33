package com.nimsforest.node.adapters.nats.connection;

import com.nimsforest.node.domain.connection.ConnectionSignal;
import com.nimsforest.node.domain.connection.ConnectionTracker;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings signals to the tracker in the order in which they were put here, whichever threads put them: put under the lock
 * that decides the order, deliver after it.
 */
final class SignalQueue {
    private record Entry(ConnectionSignal signal, Instant at, String cause) {}

    private final ConnectionTracker tracker;
    private final Clock clock;
    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger undelivered = new AtomicInteger();

    SignalQueue(ConnectionTracker tracker, Clock clock) {
        this.tracker = tracker;
        this.clock = clock;
    }

    void put(ConnectionSignal signal, String cause) {
        entries.add(new Entry(signal, clock.instant(), cause));
    }

    void deliver() {
        if (undelivered.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
                tracker.apply(entry.signal(), entry.at(), entry.cause());
            }
            seen = undelivered.addAndGet(-seen);
        } while (seen > 0);
    }
}
