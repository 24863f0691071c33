package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.connection.ConnectionSignal;
import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.connection.ConnectionTracker;
import com.nimsforest.node.domain.connection.ConnectionTransition;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A connection that comes and goes as told. Any thread. */
public final class FakeSidecarConnection implements SidecarConnection {
    private static final String URL = "nats://localhost:4222";

    private final Clock clock;
    private final ConnectionTracker tracker;

    /** One that never was connected yet. */
    public FakeSidecarConnection(Clock clock) {
        this.clock = clock;
        this.tracker = new ConnectionTracker(clock.instant(), failure -> {});
        tracker.listen(transition -> wakeAwaiting());
    }

    public static FakeSidecarConnection connected(Clock clock) {
        FakeSidecarConnection connection = new FakeSidecarConnection(clock);
        connection.restore();
        return connection;
    }

    public void disconnect() {
        tracker.apply(ConnectionSignal.LOST, clock.instant(), "the fake was told to disconnect");
    }

    /** Connects, for the first time or again. */
    public void restore() {
        tracker.apply(ConnectionSignal.ESTABLISHED, clock.instant(), "the fake was told to connect");
    }

    /** Closes it for good. */
    public void end() {
        tracker.apply(ConnectionSignal.ENDED, clock.instant(), "the fake was told to end");
    }

    @Override
    public ConnectionState state() {
        return tracker.state();
    }

    @Override
    public synchronized boolean awaitConnected(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); left > 0 && isWaiting(); left = deadline - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return isConnected();
    }

    private boolean isWaiting() {
        return state() != ConnectionState.CONNECTED && state() != ConnectionState.CLOSED;
    }

    private synchronized void wakeAwaiting() {
        notifyAll();
    }

    @Override
    public Subscription onTransition(Consumer<ConnectionTransition> listener) {
        return tracker.listen(listener)::run;
    }

    @Override
    public ConnectionFacts facts() {
        ConnectionTransition last = tracker.last();
        boolean ever = last.to() != ConnectionState.CONNECTING;
        return new ConnectionFacts(
                last.to(),
                URL,
                ever ? "fake-server" : "",
                ever ? "2.15.3" : "",
                last.at(),
                last.cause(),
                tracker.reconnects(),
                isConnected() ? Optional.of(Duration.ofMillis(1)) : Optional.empty());
    }
}
