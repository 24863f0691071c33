package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.domain.mesh.RollingChange;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.util.Optional;

/** What is changed on every machine in turn. For one thread. */
interface MachineChange {
    RollingChange stages();

    /** How many of the stages are done on the machine, as it says itself. */
    int stage(String machine);

    /**
     * Does one step.
     *
     * @throws RejectedInputException when it failed
     * @throws StorageUnavailableException when the machine was not reached, or no longer: it was done or was not
     */
    void take(MeshStep step);

    /** What takes the step back on its machine, as {@code roll-machine.sh} is told; empty for a step that stays. */
    Optional<String> wayBack();
}
