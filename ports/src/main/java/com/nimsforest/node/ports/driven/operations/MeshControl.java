package com.nimsforest.node.ports.driven.operations;

import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.MeshStep;
import java.util.Map;

/**
 * The servers of the mesh, to be changed. All methods wait, and fail with {@code StorageUnavailableException} when the servers
 * do not answer or refuse.
 */
public interface MeshControl {
    /** What the mesh is like now. */
    MeshState state();

    /**
     * Asks the servers for one step, once; that all replicas are current again is seen in {@link #state}. A step that was done
     * before does no harm.
     */
    void begin(MeshStep step);

    /** By which addresses this machine reaches the others, by name. */
    Map<String, String> addresses();
}
