package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.entity.OriginFloors;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.EntityLeafHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.execution.CallerRunsQueue;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.usecase.entity.state.EntityStateReader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
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
    private final EntityTimer delays;
    private final Clock clock;
    private final CallerRunsQueue inOrder = new CallerRunsQueue();
    /** By the identity of the stream that they come of. This and what follows is for the tasks of {@link #inOrder}. */
    private final Map<String, HeldLeafQueue> held = new ConcurrentSkipListMap<>();
    /** Those whose turn it is, in order. */
    private final Queue<HeldEntityLeaf> ready = new ArrayDeque<>();

    EntityLeafOrder(
            EntityLeafNaming naming,
            EntityTaskQueues queues,
            EntityStateReader states,
            EntityTimer delays,
            Clock clock) {
        this.naming = naming;
        this.queues = queues;
        this.states = states;
        this.delays = delays;
        this.clock = clock;
    }

    EntityLeafHandler handler() {
        return new EntityLeafHandler(
                () -> inOrder.run(this::begin), this::take, floors -> inOrder.run(() -> complete(floors)));
    }

    /** The streams that the nim's leaves wait for longer than is usual. */
    List<HealthFinding> problems(Token nim) {
        Instant now = clock.instant();
        return held.values().stream()
                .flatMap(queue -> queue.problem(nim, now).stream())
                .toList();
    }

    private void begin() {
        held.values().forEach(queue -> queue.releaseAll(one -> one.settle(SUPERSEDED)));
        held.clear();
        ready.forEach(one -> one.settle(SUPERSEDED));
        ready.clear();
        queues.forget(SUPERSEDED);
        states.forgetAll();
        delays.beginTerm();
    }

    private CompletionStage<Verdict> take(MessageDelivery<Leaf> delivery) {
        HeldEntityLeaf one = new HeldEntityLeaf(delivery);
        inOrder.run(() -> hold(one));
        naming.name(delivery).whenComplete((key, refused) -> inOrder.run(() -> named(one, key, refused)));
        return one.verdict();
    }

    private void hold(HeldEntityLeaf one) {
        if (!one.isLate()) {
            held.computeIfAbsent(one.position().stream(), any -> new HeldLeafQueue())
                    .add(one, clock.instant());
        }
    }

    private void named(HeldEntityLeaf one, @Nullable EntityKey key, @Nullable Throwable refused) {
        if (key == null) {
            one.settle(verdict(refused));
        } else if (one.isLate()) {
            queues.submit(EntityLeafTask.of(key, one.delivery(), delays.term()), one.verdict());
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
        held.values().forEach(queue -> queue.releaseReached(floors, clock.instant(), ready::add));
        submitReady();
    }

    /** One whose entity is not known yet may be about the same entity as those behind it. */
    private void submitReady() {
        while (!ready.isEmpty() && ready.element().isDecided()) {
            HeldEntityLeaf next = ready.remove();
            next.task(delays.term()).ifPresent(task -> queues.submit(task, next.verdict()));
        }
    }
}
