package com.nimsforest.node.adapters.nats.forest;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.consume.ConsumerSettings;
import com.nimsforest.node.adapters.nats.mesh.NatsMeshControl;
import com.nimsforest.node.adapters.nats.mesh.NatsMeshControl.OperatorApi;
import com.nimsforest.node.adapters.nats.monitor.FleetPipelineProbe;
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
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The forest on NATS: every port of one sidecar, once. Safe for any thread.
 *
 * @param pipeline what this node takes part in
 * @param lifecycle begins and ends what the ports work with
 */
public record NatsAdapter(
        SidecarConnection sidecar,
        Wind wind,
        River river,
        Leaves leaves,
        Humus humus,
        Soil soil,
        EntityLeaves entityLeaves,
        EntityHumus entityHumus,
        DeadLetters deadLetters,
        StreamConfigPlans streamPlans,
        ForestBackup backup,
        StreamSnapshot snapshot,
        StorageProbe storage,
        PipelineProbe pipeline,
        ClusterView cluster,
        ServerView server,
        NodeFleet fleet,
        NatsMeshControl.Opener meshControl,
        NatsLifecycle lifecycle)
        implements AutoCloseable {
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
        return new NatsComposition(
                        sidecar, publisher, settings, ConsumerSettings.standard(), clock, timer, workers, instruments)
                .adapter();
    }

    /** All consumers as the servers know them, for one who takes part in none. */
    public PipelineProbe wholePipeline() {
        return new FleetPipelineProbe(snapshot, pipeline);
    }

    /** @param operator asks with the rights of the system account */
    public MeshControl mesh(OperatorApi operator) {
        return meshControl.open(operator);
    }

    public void connect() {
        lifecycle.connect();
    }

    public void provision() {
        lifecycle.provision();
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
