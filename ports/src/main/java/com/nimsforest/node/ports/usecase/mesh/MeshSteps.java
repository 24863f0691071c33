package com.nimsforest.node.ports.usecase.mesh;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import java.util.Optional;

/** Whatever the steps of a change are done with; its methods fail as those of {@link MeshControl}. */
public interface MeshSteps {
    MeshState state();

    /** A step that was done before does no harm. */
    void begin(MeshStep step);

    /** The command that takes the step back on its machine, for root there; empty for a step that stays. */
    default Optional<String> wayBack(MeshStep step) {
        return Optional.empty();
    }

    /** Takes back a step that has a way back. */
    default void takeBack(MeshStep step) {
        throw new IllegalArgumentException("stays: " + step);
    }

    /** Those that the servers do by themselves. */
    static MeshSteps by(MeshControl servers) {
        requireNonNull(servers, "servers");
        return new MeshSteps() {
            @Override
            public MeshState state() {
                return servers.state();
            }

            @Override
            public void begin(MeshStep step) {
                servers.begin(step);
            }
        };
    }
}
