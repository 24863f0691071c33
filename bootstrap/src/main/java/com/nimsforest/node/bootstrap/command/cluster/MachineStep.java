package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.ports.failure.RejectedInputException;

/** A step that is done on a machine. */
final class MachineStep {
    private MachineStep() {}

    /** Does it; a failure names the step, and what to do. */
    static void take(MeshStep step, Runnable change) {
        try {
            change.run();
        } catch (RejectedInputException failed) {
            throw new RejectedInputException(
                    step.words() + " failed: " + failed.getMessage()
                            + "; run the same command again once that is mended",
                    failed);
        }
    }
}
