package com.nimsforest.node.bootstrap.command.session;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.operations.ForestBackup;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import com.nimsforest.node.ports.driven.operations.StreamConfigPlans;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;

/**
 * The forest as one command meets it: connected, until closed.
 *
 * @param end ends the connection; may be run more than once
 */
public record ForestSession(
        River river,
        Leaves leaves,
        Humus humus,
        Soil soil,
        DeadLetters deadLetters,
        StorageProbe storage,
        PipelineProbe pipeline,
        StreamSnapshot snapshot,
        StreamConfigPlans streamPlans,
        ForestBackup backup,
        MeshSession mesh,
        Runnable end)
        implements AutoCloseable {
    public ForestSession {
        requireNonNull(river, "river");
        requireNonNull(leaves, "leaves");
        requireNonNull(humus, "humus");
        requireNonNull(soil, "soil");
        requireNonNull(deadLetters, "deadLetters");
        requireNonNull(storage, "storage");
        requireNonNull(pipeline, "pipeline");
        requireNonNull(snapshot, "snapshot");
        requireNonNull(streamPlans, "streamPlans");
        requireNonNull(backup, "backup");
        requireNonNull(mesh, "mesh");
        requireNonNull(end, "end");
    }

    @Override
    public void close() {
        end.run();
    }

    /** Opens sessions. */
    @FunctionalInterface
    public interface Opener {
        /** Tries once to connect; throws {@code SidecarUnavailableException} when nobody answers. */
        ForestSession open(NodeSettings settings);
    }
}
