package com.nimsforest.node.adapters.nats.forest;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.consume.ConsumerSettings;
import com.nimsforest.node.adapters.nats.mesh.NatsMeshControl.OperatorApi;
import com.nimsforest.node.adapters.nats.monitor.NatsFleet;
import com.nimsforest.node.adapters.nats.publish.StreamPublisher;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.EntityLeaves;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Wind;
import com.nimsforest.node.ports.driven.operations.ClusterView;
import com.nimsforest.node.ports.driven.operations.ForestBackup;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import com.nimsforest.node.ports.driven.operations.NodeFleet;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import com.nimsforest.node.ports.driven.operations.ServerView;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import com.nimsforest.node.ports.driven.operations.StreamConfigPlans;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The forest on NATS: every port of one sidecar, made from settings. Safe for any thread. */
public final class NatsAdapter implements AutoCloseable {
    private final NatsSidecarConnection sidecar;
    private final NatsWind wind;
    private final StreamPublisher publisher;
    private final JetStreamAdapter jetStream;
    private final NatsFleet fleet;

    private NatsAdapter(
            NatsSidecarConnection sidecar,
            NatsWind wind,
            StreamPublisher publisher,
            JetStreamAdapter jetStream,
            NatsFleet fleet) {
        this.sidecar = sidecar;
        this.wind = wind;
        this.publisher = publisher;
        this.jetStream = jetStream;
        this.fleet = fleet;
    }

    /** Makes the ports and no connection yet. The executors stay the caller's, and must outlive this. */
    public static NatsAdapter create(
            NatsSettings settings,
            Clock clock,
            ScheduledExecutorService timer,
            Executor workers,
            NodeMetrics instruments) {
        requireNonNull(instruments, "instruments");
        NatsSidecarConnection sidecar = new NatsSidecarConnection(settings, clock, timer, workers, instruments);
        StreamPublisher publisher = new StreamPublisher(sidecar, settings, timer, workers, instruments);
        JetStreamAdapter jetStream = new JetStreamAdapter(
                sidecar, publisher, settings, ConsumerSettings.standard(), clock, timer, workers, instruments);
        NatsFleet fleet = new NatsFleet(sidecar, settings.machines());
        return new NatsAdapter(sidecar, new NatsWind(sidecar, workers), publisher, jetStream, fleet);
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

    public EntityHumus entityHumus() {
        return jetStream.entityHumus();
    }

    public EntityLeaves entityLeaves() {
        return jetStream.entityLeaves();
    }

    public Soil soil() {
        return jetStream.soil();
    }

    public StreamConfigPlans streamPlans() {
        return jetStream.streamPlans();
    }

    public ForestBackup backup() {
        return jetStream.backup();
    }

    /** @param operator asks with the rights of the system account */
    public MeshControl mesh(OperatorApi operator) {
        return jetStream.mesh(operator);
    }

    public StreamSnapshot snapshot() {
        return jetStream.snapshot();
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

    public NodeFleet fleet() {
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
