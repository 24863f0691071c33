package com.nimsforest.node.ports.driven.operations;

import com.nimsforest.node.domain.health.StreamConfigDrift;
import com.nimsforest.node.ports.driven.Soil;
import java.util.List;

/** The forest's streams as they are planned. Failures as {@link Soil#dig}. */
public interface StreamConfigPlans {
    /** How the streams that are there differ from their plans; empty when they do not. */
    List<StreamConfigDrift> drift();

    /**
     * Changes the streams to their plans. What the servers do not change in a stream that is there stays, and {@link #drift}
     * names it.
     *
     * @param narrowing whether also where that keeps less
     * @return what was changed
     */
    List<StreamConfigDrift> apply(boolean narrowing);

    /**
     * Has the streams that many messages go into take atomic batches, whatever their plans say; they do for good.
     *
     * @return what was changed; fails with {@code StorageUnavailableException}, and changes nothing, unless it is known of
     *     every server of the mesh that it knows batches
     */
    List<StreamConfigDrift> allowBatches();
}
