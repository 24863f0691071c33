package com.nimsforest.node.domain.mesh;

import static java.util.Objects.requireNonNull;

/** One step with what the mesh is like before and after it. */
public record PlannedMeshStep(MeshStep step, MeshState before, MeshState after) {
    public PlannedMeshStep {
        requireNonNull(step, "step");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }
}
