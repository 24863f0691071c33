package com.nimsforest.node.adapters.nats.forest;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.fleet.NatsFleet;
import com.nimsforest.node.adapters.nats.jetstream.ConsumerTiming;
import com.nimsforest.node.adapters.nats.jetstream.JetStreamForest;
import com.nimsforest.node.adapters.nats.jetstream.Publisher;
import com.nimsforest.node.adapters.nats.messaging.NatsWind;
import com.nimsforest.node.ports.driven.ClusterView;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.driven.Fleet;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.PipelineProbe;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.ServerView;
import com.nimsforest.node.ports.driven.SidecarConnection;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.StorageProbe;
import com.nimsforest.node.ports.driven.Strata;
import com.nimsforest.node.ports.driven.StreamPlans;
import com.nimsforest.node.ports.driven.Wind;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The forest on NATS: every port of one sidecar, made from settings. Safe for any thread. */
public final class NatsForest implements AutoCloseable {
    private final NatsSidecarConnection sidecar;
    private final NatsWind wind;
    private final Publisher publisher;
    private final JetStreamForest jetStream;
    private final NatsFleet fleet;

    private NatsForest(
            NatsSidecarConnection sidecar,
            NatsWind wind,
            Publisher publisher,
            JetStreamForest jetStream,
            NatsFleet fleet) {
        this.sidecar = sidecar;
        this.wind = wind;
        this.publisher = publisher;
        this.jetStream = jetStream;
        this.fleet = fleet;
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
        Publisher publisher = new Publisher(sidecar, settings, timer, workers, instruments);
        JetStreamForest jetStream = new JetStreamForest(
                sidecar, publisher, settings, ConsumerTiming.standard(), clock, timer, workers, instruments);
        NatsFleet fleet = new NatsFleet(sidecar, settings.machines());
        return new NatsForest(sidecar, new NatsWind(sidecar, workers), publisher, jetStream, fleet);
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

    public River river() {
        return jetStream.river();
    }

    public Leaves leaves() {
        return jetStream.leaves();
    }

    public Humus humus() {
        return jetStream.humus();
    }

    public Soil soil() {
        return jetStream.soil();
    }

    public StreamPlans streamPlans() {
        return jetStream.streamPlans();
    }

    public Strata strata() {
        return jetStream.strata();
    }

    public DeadLetters deadLetters() {
        return jetStream.deadLetters();
    }

    public StorageProbe storage() {
        return jetStream.storage();
    }

    public ClusterView cluster() {
        return jetStream.cluster();
    }

    public PipelineProbe pipeline() {
        return jetStream.pipeline();
    }

    /** All consumers as the servers know them, for one who takes part in none. */
    public PipelineProbe wholePipeline() {
        return jetStream.wholePipeline();
    }

    public Fleet fleet() {
        return fleet;
    }

    public ServerView server() {
        return jetStream.server();
    }

    /** Starts to provide the streams, in the background and for ever; needs no connection yet. */
    public void provision() {
        jetStream.provision();
    }

    /** Ends everything in order, within a few seconds. Idempotent. */
    @Override
    public void close() {
        jetStream.close();
        publisher.close();
        sidecar.close();
    }
}
