package com.nimsforest.node.ports.usecase.mesh;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.usecase.mesh.MeshChangeRunner.MeshWait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A step that its machine took, after which the mesh is not whole again in time. It is taken back where it has a way back and the
 * others bear another restart of the machine; else it stays. Either way, what stands and what to do is said. For one thread.
 */
final class UnfinishedStep {
    private static final String AGAIN = "; once that is mended, run the same command again";

    private final MeshSteps mesh;
    private final MeshWait wait;

    UnfinishedStep(MeshSteps mesh, MeshWait wait) {
        this.mesh = requireNonNull(mesh, "mesh");
        this.wait = requireNonNull(wait, "wait");
    }

    /** What was seen, what was done about it, and what is left to do. */
    String settle(MeshStep step, Duration atMost) {
        Optional<MeshState> seen = look();
        String begun = "begun, and not done: " + step.words() + "; waited " + atMost.toSeconds() + " s: "
                + seen.map(state -> deficits(step, state)).orElse("the servers do not answer") + "; ";
        Optional<String> wayBack = mesh.wayBack(step);
        if (wayBack.isEmpty()) {
            return begun + step.consequence() + AGAIN;
        }
        String byHand = "on " + step.subject() + ", as root: " + wayBack.get();
        // Without an answer there is no quorum to lose.
        return seen.filter(state -> !state.bearsRestartOf(step.subject())).isPresent()
                ? begun + step.subject() + " keeps the change, since the mesh has no quorum while it restarts" + AGAIN
                        + "; or to go back, " + byHand
                : begun + takenBack(step, atMost, byHand);
    }

    private static String deficits(MeshStep step, MeshState state) {
        List<String> deficits = state.deficits();
        return deficits.isEmpty() ? step.subject() + " does not show the change" : String.join(", ", deficits);
    }

    private String takenBack(MeshStep step, Duration atMost, String byHand) {
        try {
            mesh.takeBack(step);
        } catch (RejectedInputException | StorageUnavailableException failed) {
            return "going back failed, so " + step.subject() + " may be changed: " + failed.getMessage()
                    + "; to go back, " + byHand;
        }
        String back = step.subject() + " is back to what it had, and the mesh is ";
        return wait.until(this::isWhole, atMost)
                ? back + "whole; see journalctl -u nats -u nimsforest there"
                : back + "still not whole" + AGAIN;
    }

    private boolean isWhole() {
        return look().filter(state -> state.deficits().isEmpty()).isPresent();
    }

    private Optional<MeshState> look() {
        try {
            return Optional.of(mesh.state());
        } catch (StorageUnavailableException electing) {
            return Optional.empty();
        }
    }
}
