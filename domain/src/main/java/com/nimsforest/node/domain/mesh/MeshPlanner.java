package com.nimsforest.node.domain.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a change, found from what the mesh is like now: interrupted after any step, the same change goes on where it was.
 */
public interface MeshPlanner {
    /** What is to be done next; empty once the change is complete. */
    Optional<MeshStep> next(MeshState state);

    /** Whether the step may begin. */
    boolean isReady(MeshStep step, MeshState state);

    /** Whether the step has come to its end. */
    boolean isDone(MeshStep step, MeshState state);

    /** Why it should not be done now; empty when nothing speaks against it. */
    List<MeshObjection> objections(MeshState state);

    /** More steps than the change can have. */
    int most(MeshState state);

    /** All steps, as far as they can be foreseen. */
    default List<PlannedMeshStep> plan(MeshState now) {
        List<PlannedMeshStep> steps = new ArrayList<>();
        MeshState state = now;
        Optional<MeshStep> next = next(state);
        while (next.isPresent() && steps.size() < most(now)) {
            MeshState after = state.after(next.get());
            steps.add(new PlannedMeshStep(next.get(), state, after));
            state = after;
            next = next(state);
        }
        return List.copyOf(steps);
    }
}
