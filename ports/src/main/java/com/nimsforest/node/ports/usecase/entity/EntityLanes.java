package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The leaves of one entity one after another, those of different entities side by side. Any thread. */
final class EntityLanes {
    private record Waiting(EntityLeafTask task, CompletableFuture<Verdict> verdict) {}

    private final Function<EntityLeafTask, CompletionStage<Verdict>> worker;
    private final Map<EntityKey, Deque<Waiting>> lanes = new HashMap<>();

    EntityLanes(Function<EntityLeafTask, CompletionStage<Verdict>> worker) {
        this.worker = worker;
    }

    /** Behind what is there for the same entity. */
    void submit(EntityLeafTask task, CompletableFuture<Verdict> verdict) {
        Waiting waiting = new Waiting(task, verdict);
        synchronized (lanes) {
            Deque<Waiting> present = lanes.get(task.key());
            if (present != null) {
                present.add(waiting);
                return;
            }
            lanes.put(task.key(), new ArrayDeque<>());
        }
        run(waiting);
    }

    /** Gives back what has not begun. */
    void forget(Verdict verdict) {
        List<Waiting> forgotten = new ArrayList<>();
        synchronized (lanes) {
            lanes.values().forEach(lane -> {
                forgotten.addAll(lane);
                lane.clear();
            });
        }
        forgotten.forEach(waiting -> waiting.verdict().complete(verdict));
    }

    private void run(Waiting waiting) {
        begin(waiting).whenComplete((verdict, failure) -> {
            next(waiting.task().key()).ifPresent(this::run);
            if (failure == null) {
                waiting.verdict().complete(verdict);
            } else {
                waiting.verdict().completeExceptionally(failure);
            }
        });
    }

    private CompletionStage<Verdict> begin(Waiting waiting) {
        try {
            return worker.apply(waiting.task());
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private Optional<Waiting> next(EntityKey key) {
        synchronized (lanes) {
            Deque<Waiting> lane = lanes.get(key);
            Optional<Waiting> next = Optional.ofNullable(lane).map(Deque::poll);
            if (next.isEmpty()) {
                lanes.remove(key);
            }
            return next;
        }
    }
}
