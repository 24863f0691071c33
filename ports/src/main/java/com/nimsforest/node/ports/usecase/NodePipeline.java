package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;

/**
 * The whole path on this node. It starts from its end, so that nothing flows before somebody listens, and its parts stop
 * side by side, since each may have work in hand to wait for. Starting and stopping may come from different threads.
 */
public final class NodePipeline {
    private final NimLeafDispatcher nims;
    private final Decomposer decomposer;
    private final TreeInputDispatcher trees;
    private Subscription running = () -> {};

    public NodePipeline(NimLeafDispatcher nims, Decomposer decomposer, TreeInputDispatcher trees) {
        this.nims = requireNonNull(nims, "nims");
        this.decomposer = requireNonNull(decomposer, "decomposer");
        this.trees = requireNonNull(trees, "trees");
    }

    public synchronized void start() {
        running = new CombinedSubscription(List.of(decomposer.start(), nims.start(), trees.start()));
    }

    public synchronized void stop() {
        running.close();
    }
}
