package com.nimsforest.node.bootstrap.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list of stages, started in order and stopped in reverse. Whatever began to start is stopped, even when a later stage
 * failed. Start and stop may come from different threads; a stop during the start lets the running stage end, begins no
 * further one, and then stops what began.
 */
public final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final List<Stage> stages;
    private final Deque<Stage> begun = new ArrayDeque<>();
    private boolean stopping;

    public Node(List<Stage> stages) {
        this.stages = List.copyOf(stages);
    }

    /**
     * Starts all stages.
     *
     * @throws Exception what the failing stage threw; what began is stopped before
     */
    public void start() throws Exception {
        for (Stage stage : stages) {
            if (!begin(stage)) {
                return;
            }
            try {
                stage.start().run();
            } catch (Exception failure) {
                stopAll(failure);
                throw failure;
            }
        }
    }

    /** Stops all that began, last first; a stage that fails to stop is said, and does not keep the others. Idempotent. */
    public void stop() {
        stopAll(null);
    }

    private synchronized boolean begin(Stage stage) {
        if (stopping) {
            return false;
        }
        begun.push(stage);
        return true;
    }

    private void stopAll(@Nullable Exception cause) {
        for (Stage stage = next(); stage != null; stage = next()) {
            try {
                stage.stop().run();
            } catch (Exception failure) {
                LOG.warn("stage={} did not stop cleanly: {}", stage.name(), failure.toString());
                if (cause != null) {
                    cause.addSuppressed(failure);
                }
            }
        }
    }

    private synchronized @Nullable Stage next() {
        stopping = true;
        return begun.poll();
    }
}
