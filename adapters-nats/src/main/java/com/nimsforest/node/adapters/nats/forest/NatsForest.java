package com.nimsforest.node.adapters.nats.forest;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.driven.SidecarConnection;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The forest on NATS: every port of one sidecar, made from settings. Safe for any thread. */
public final class NatsForest implements AutoCloseable {
    private final NatsSidecarConnection sidecar;

    private NatsForest(NatsSidecarConnection sidecar) {
        this.sidecar = sidecar;
    }

    /** Makes the ports and no connection yet. The executors stay the caller's, and must outlive this. */
    public static NatsForest create(
            NatsSettings settings,
            Clock clock,
            ScheduledExecutorService timer,
            Executor workers,
            Instruments instruments) {
        requireNonNull(instruments, "instruments");
        return new NatsForest(new NatsSidecarConnection(settings, clock, timer, workers, instruments));
    }

    /** Makes the first connection; see {@link NatsSidecarConnection#connect}. */
    public void connect() {
        sidecar.connect();
    }

    /** Completes with the reason when the connection has ended for good without {@link #close}. */
    public CompletionStage<String> closed() {
        return sidecar.closed();
    }

    public SidecarConnection sidecar() {
        return sidecar;
    }

    /** Ends everything in order, within a few seconds. Idempotent. */
    @Override
    public void close() {
        sidecar.close();
    }
}
