package com.nimsforest.node.adapters.nats.connection;

import com.nimsforest.node.domain.connection.ConnectionSignal;
import com.nimsforest.node.domain.connection.ConnectionTracker;
import com.nimsforest.node.ports.execution.CallerRunsQueue;
import java.time.Clock;
import java.time.Instant;

/**
 * Brings signals to the tracker in the order in which they were put here, whichever threads put them: put under the lock
 * that decides the order, deliver after it.
 */
final class ConnectionSignalQueue {
    private final ConnectionTracker tracker;
    private final Clock clock;
    private final CallerRunsQueue turns = new CallerRunsQueue();

    ConnectionSignalQueue(ConnectionTracker tracker, Clock clock) {
        this.tracker = tracker;
        this.clock = clock;
    }

    void put(ConnectionSignal signal, String cause) {
        Instant at = clock.instant();
        turns.add(() -> tracker.apply(signal, at, cause));
    }

    void deliver() {
        turns.proceed();
    }
}
