package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.usecase.entity.EntityLeafAnnouncer;
import com.nimsforest.node.ports.usecase.entity.EntityNimDispatcher;
import com.nimsforest.node.ports.usecase.schedule.NimScheduler;
import java.util.List;
import java.util.function.Supplier;

/**
 * The whole path on this node. It starts from its end, so that nothing flows before somebody listens, and its parts stop
 * side by side, since each may have work in flight to wait for. Starting and stopping may come from different threads.
 */
public final class NodePipeline {
    private final NimLeafDispatcher nims;
    private final Supplier<Subscription> entities;
    private final Decomposer decomposer;
    private final TreeInputDispatcher trees;
    private Subscription running = () -> {};

    public NodePipeline(NimLeafDispatcher nims, Decomposer decomposer, TreeInputDispatcher trees) {
        this(nims, decomposer, trees, () -> () -> {});
    }

    private NodePipeline(
            NimLeafDispatcher nims, Decomposer decomposer, TreeInputDispatcher trees, Supplier<Subscription> entities) {
        this.nims = requireNonNull(nims, "nims");
        this.entities = requireNonNull(entities, "entities");
        this.decomposer = requireNonNull(decomposer, "decomposer");
        this.trees = requireNonNull(trees, "trees");
    }

    /** The same path with entity nims, and what drops the leaves that they name. */
    public NodePipeline with(EntityNimDispatcher entityNims, EntityLeafAnnouncer announcer) {
        return new NodePipeline(
                nims,
                decomposer,
                trees,
                () -> new CombinedSubscription(List.of(announcer.start(), entityNims.start())));
    }

    /** The same path with the leaves of schedules. */
    public NodePipeline with(NimScheduler scheduler) {
        return new NodePipeline(
                nims, decomposer, trees, () -> new CombinedSubscription(List.of(entities.get(), scheduler.start())));
    }

    public synchronized void start() {
        running = new CombinedSubscription(List.of(decomposer.start(), nims.start(), entities.get(), trees.start()));
    }

    public synchronized void stop() {
        running.close();
    }
}
