package com.nimsforest.node.adapters.nats.forest;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.messaging.NatsWind;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.driven.SidecarConnection;
import com.nimsforest.node.ports.driven.Wind;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The forest on NATS: every port of one sidecar, made from settings. Safe for any thread. */
public final class NatsForest implements AutoCloseable {
    private final NatsSidecarConnection sidecar;
    private final NatsWind wind;

    private NatsForest(NatsSidecarConnection sidecar, NatsWind wind) {
        this.sidecar = sidecar;
        this.wind = wind;
    }

    /** Makes the ports and no connection yet. The executors stay the caller's, and must outlive this. */
    public static NatsForest create(
            NatsSettings settings,
            Clock clock,
            ScheduledExecutorService timer,
            Executor workers,
            Instruments instruments) {
        requireNonNull(instruments, "instruments");
        NatsSidecarConnection sidecar = new NatsSidecarConnection(settings, clock, timer, workers, instruments);
        return new NatsForest(sidecar, new NatsWind(sidecar, workers));
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

    public Wind wind() {
        return wind;
    }

    /** Ends everything in order, within a few seconds. Idempotent. */
    @Override
    public void close() {
        sidecar.close();
    }
}
