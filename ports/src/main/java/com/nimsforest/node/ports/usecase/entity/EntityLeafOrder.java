package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.entity.OriginFloors;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.ports.driven.EntityLeafHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.execution.CallerRunsQueue;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Holds each leaf until nothing of an earlier position can come any more, and then lets it go to its entity. What comes
 * late goes as soon as its entity is known. Any thread.
 */
final class EntityLeafOrder {
    private static final Verdict SUPERSEDED = Verdict.postpone("a new term of ownership has begun");

    private final EntityLeafNaming naming;
    private final EntityTaskQueues queues;
    private final EntityStateReader states;
    private final CallerRunsQueue inOrder = new CallerRunsQueue();
    /** By the identity of the stream that they come of. This and what follows is for the tasks of {@link #inOrder}. */
    private final Map<String, Queue<HeldEntityLeaf>> held = new TreeMap<>();
    /** Those whose turn it is, in order. */
    private final Queue<HeldEntityLeaf> ready = new ArrayDeque<>();

    EntityLeafOrder(EntityLeafNaming naming, EntityTaskQueues queues, EntityStateReader states) {
        this.naming = naming;
        this.queues = queues;
        this.states = states;
    }

    EntityLeafHandler handler() {
        return new EntityLeafHandler(
                () -> inOrder.run(this::begin), this::take, floors -> inOrder.run(() -> complete(floors)));
    }

    private void begin() {
        held.values().forEach(queue -> queue.forEach(one -> one.settle(SUPERSEDED)));
        held.clear();
        ready.forEach(one -> one.settle(SUPERSEDED));
        ready.clear();
        queues.forget(SUPERSEDED);
        states.forgetAll();
    }

    private CompletionStage<Verdict> take(MessageDelivery<Leaf> delivery) {
        HeldEntityLeaf one = new HeldEntityLeaf(delivery);
        inOrder.run(() -> hold(one));
        naming.name(delivery).whenComplete((key, refused) -> inOrder.run(() -> named(one, key, refused)));
        return one.verdict();
    }

    private void hold(HeldEntityLeaf one) {
        if (!one.isLate()) {
            held.computeIfAbsent(
                            one.position().stream(),
                            any -> new PriorityQueue<>(Comparator.comparing(HeldEntityLeaf::position)))
                    .add(one);
        }
    }

    private void named(HeldEntityLeaf one, @Nullable EntityKey key, @Nullable Throwable refused) {
        if (key == null) {
            one.settle(verdict(refused));
        } else if (one.isLate()) {
            queues.submit(EntityLeafTask.of(key, one.delivery()), one.verdict());
        } else {
            one.name(key);
        }
        submitReady();
    }

    private static Verdict verdict(@Nullable Throwable refused) {
        Throwable cause = refused == null ? new IllegalStateException("no entity") : CompletionFailures.cause(refused);
        return cause instanceof RejectedInputException
                ? Verdict.reject(String.valueOf(cause.getMessage()))
                : Verdict.postpone(cause.toString());
    }

    private void complete(OriginFloors floors) {
        held.values().forEach(queue -> {
            while (!queue.isEmpty() && floors.reach(queue.element().position())) {
                ready.add(queue.remove());
            }
        });
        held.values().removeIf(Queue::isEmpty);
        submitReady();
    }

    /** One whose entity is not known yet may be about the same entity as those behind it. */
    private void submitReady() {
        while (!ready.isEmpty() && ready.element().isDecided()) {
            HeldEntityLeaf next = ready.remove();
            next.task().ifPresent(task -> queues.submit(task, next.verdict()));
        }
    }
}
