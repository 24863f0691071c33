package com.nimsforest.node.ports.usecase.mesh;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.mesh.MeshObjection;
import com.nimsforest.node.domain.mesh.MeshPlanner;
import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.domain.mesh.PlannedMeshStep;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Changes the machines of the mesh: one step, then waits until all replicas are current, then looks what is next. Interrupted at
 * any moment, the same change goes on where it was. For one thread.
 */
public final class MeshChangeRunner {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final MeshSteps mesh;
    private final MeshPlanner planner;
    private final MeshWait wait;
    private final UnfinishedStep unfinished;

    /** How one waits for the servers. */
    @FunctionalInterface
    public interface MeshWait {
        /** Whether the condition came true in time. */
        boolean until(BooleanSupplier condition, Duration atMost);
    }

    public MeshChangeRunner(MeshControl servers, MeshPlanner planner, MeshWait wait) {
        this(MeshSteps.by(servers), planner, wait);
    }

    public MeshChangeRunner(MeshSteps mesh, MeshPlanner planner, MeshWait wait) {
        this.mesh = requireNonNull(mesh, "mesh");
        this.planner = requireNonNull(planner, "planner");
        this.wait = requireNonNull(wait, "wait");
        unfinished = new UnfinishedStep(mesh, wait);
    }

    /** The steps from here. */
    public List<PlannedMeshStep> plan() {
        return planner.plan(state());
    }

    public List<MeshObjection> objections() {
        return planner.objections(state());
    }

    /**
     * Does all steps.
     *
     * @param force whether objections that an operator may accept are accepted
     * @param atMost how long one step may take
     * @param progress hears each step before it is done
     * @throws RejectedInputException when something speaks against it; nothing was done since the last step
     * @throws StorageUnavailableException when a step does not come to its end in time
     */
    public void apply(boolean force, Duration atMost, Consumer<String> progress) {
        Optional<MeshStep> next = planner.next(state());
        while (next.isPresent()) {
            MeshStep step = next.get();
            requireAllowed(force);
            progress.accept(step.words());
            if (!wait.until(() -> holds(step, planner::isReady), atMost)) {
                throw new StorageUnavailableException("replicas are not current, so this was not begun: " + step.words()
                        + "; waited " + atMost.toSeconds() + " s; run the same command again");
            }
            begin(step);
            if (!wait.until(() -> holds(step, planner::isDone), atMost)) {
                throw new StorageUnavailableException(unfinished.settle(step, atMost));
            }
            next = planner.next(state());
        }
    }

    /** Asked again while leaders may be electing: a request without an answer was done or was not. */
    private void begin(MeshStep step) {
        if (!wait.until(() -> isBegun(step), ANSWER)) {
            mesh.begin(step);
        }
    }

    private boolean isBegun(MeshStep step) {
        try {
            mesh.begin(step);
            return true;
        } catch (StorageUnavailableException electing) {
            return holds(step, planner::isDone);
        }
    }

    /** What the mesh is like. Leaders may be electing; an answer that never comes is told by the last attempt. */
    public MeshState state() {
        List<MeshState> seen = new ArrayList<>();
        boolean answered = wait.until(() -> isSeen(seen), ANSWER);
        return answered && !seen.isEmpty() ? seen.get(0) : mesh.state();
    }

    private boolean isSeen(List<MeshState> seen) {
        try {
            return seen.add(mesh.state());
        } catch (StorageUnavailableException electing) {
            return false;
        }
    }

    private void requireAllowed(boolean force) {
        List<String> refused = objections().stream()
                .filter(objection -> !force || !objection.forceable())
                .map(objection -> objection.text() + (objection.forceable() ? " (--force accepts that)" : ""))
                .toList();
        if (!refused.isEmpty()) {
            throw new RejectedInputException(String.join("; ", refused));
        }
    }

    /** While leaders are elected the servers do not answer. */
    private boolean holds(MeshStep step, BiPredicate<MeshStep, MeshState> condition) {
        try {
            return condition.test(step, mesh.state());
        } catch (StorageUnavailableException electing) {
            return false;
        }
    }
}
