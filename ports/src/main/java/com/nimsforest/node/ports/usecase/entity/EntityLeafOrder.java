package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.entity.OriginFloors;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.ports.driven.EntityLeafHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driving.EntityNim;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Holds each leaf until nothing of an earlier position can come any more, and then lets it go to its entity. What comes
 * late goes at once. Its methods are called one at a time.
 */
final class EntityLeafOrder<S> {
    private record Held(EntityLeafTask task, CompletableFuture<Verdict> verdict) {
        LeafPosition position() {
            return task.origin().position();
        }
    }

    private static final Verdict SUPERSEDED = Verdict.postpone("a new term of ownership has begun");

    private final EntityNim<S> nim;
    private final EntityLanes lanes;
    private final EntityStateReader states;
    private final Map<String, Queue<Held>> held = new TreeMap<>();

    EntityLeafOrder(EntityNim<S> nim, EntityLanes lanes, EntityStateReader states) {
        this.nim = nim;
        this.lanes = lanes;
        this.states = states;
    }

    EntityLeafHandler handler() {
        return new EntityLeafHandler(this::begin, this::take, this::complete);
    }

    private void begin() {
        held.values().forEach(queue -> queue.forEach(one -> one.verdict().complete(SUPERSEDED)));
        held.clear();
        lanes.forget(SUPERSEDED);
        states.forgetAll();
    }

    private CompletionStage<Verdict> take(MessageDelivery<Leaf> delivery) {
        EntityKey key;
        try {
            key = entity(delivery.message());
        } catch (OutOfMemoryError ours) {
            throw ours;
        } catch (Throwable thrown) {
            return CompletableFuture.completedFuture(
                    Verdict.reject("entity nim " + nim.name() + " names no entity for the leaf: " + thrown));
        }
        Held one = new Held(EntityLeafTask.of(key, delivery), new CompletableFuture<>());
        if (delivery.origin().late()) {
            lanes.submit(one.task(), one.verdict());
        } else {
            held.computeIfAbsent(
                            one.position().stream(), any -> new PriorityQueue<>(Comparator.comparing(Held::position)))
                    .add(one);
        }
        return one.verdict();
    }

    private EntityKey entity(Leaf leaf) {
        EntityKey key = nim.entity(leaf);
        if (key == null) {
            throw new IllegalArgumentException("entity(leaf) returned null");
        }
        return key;
    }

    private void complete(OriginFloors floors) {
        held.values().forEach(queue -> release(queue, floors));
        held.values().removeIf(Queue::isEmpty);
    }

    private void release(Queue<Held> queue, OriginFloors floors) {
        for (Held next = queue.peek(); next != null && floors.reach(next.position()); next = queue.peek()) {
            queue.remove();
            lanes.submit(next.task(), next.verdict());
        }
    }
}
