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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The leaves of one entity one after another, those of different entities side by side. Any thread. */
final class EntityTaskQueues {
    private record Waiting(
            EntityKey key, Supplier<CompletionStage<Verdict>> work, CompletableFuture<Verdict> verdict) {}

    private final Function<EntityLeafTask, CompletionStage<Verdict>> worker;
    private final Map<EntityKey, Deque<Waiting>> queues = new HashMap<>();
    /** What all that comes after the end is given back with; empty before the end. */
    private Optional<Verdict> end = Optional.empty();

    EntityTaskQueues(Function<EntityLeafTask, CompletionStage<Verdict>> worker) {
        this.worker = worker;
    }

    /** Behind what is there for the same entity; given back after the end. */
    void submit(EntityLeafTask task, CompletableFuture<Verdict> verdict) {
        submit(task.key(), () -> worker.apply(task), verdict);
    }

    /** The same of work that is none of a leaf. */
    void submit(EntityKey key, Supplier<CompletionStage<Verdict>> work, CompletableFuture<Verdict> verdict) {
        Waiting waiting = new Waiting(key, work, verdict);
        synchronized (queues) {
            if (end.isPresent()) {
                verdict.complete(end.get());
                return;
            }
            Deque<Waiting> present = queues.get(key);
            if (present != null) {
                present.add(waiting);
                return;
            }
            queues.put(key, new ArrayDeque<>());
        }
        run(waiting);
    }

    /** Gives back what has not begun. */
    void forget(Verdict verdict) {
        List<Waiting> forgotten = new ArrayList<>();
        synchronized (queues) {
            queues.values().forEach(queue -> {
                forgotten.addAll(queue);
                queue.clear();
            });
        }
        forgotten.forEach(waiting -> waiting.verdict().complete(verdict));
    }

    /** Nothing begins any more: a leaf that goes before one of its entity that was given back would make that one late. */
    void close(Verdict verdict) {
        synchronized (queues) {
            end = Optional.of(verdict);
        }
        forget(verdict);
    }

    /** In a loop: with one call in another, the many leaves that an earlier owner had applied would fill the stack. */
    private void run(Waiting first) {
        for (Optional<Waiting> next = Optional.of(first); next.isPresent(); ) {
            next = nextIfDone(next.get());
        }
    }

    /** Empty too when the work is still under way: what comes after it begins at its end. */
    private Optional<Waiting> nextIfDone(Waiting waiting) {
        CompletableFuture<Verdict> work = begin(waiting);
        if (!work.isDone()) {
            work.whenComplete((verdict, failure) -> {
                next(waiting.key()).ifPresent(this::run);
                settle(waiting, verdict, failure);
            });
            return Optional.empty();
        }
        work.whenComplete((verdict, failure) -> settle(waiting, verdict, failure));
        return next(waiting.key());
    }

    private static void settle(Waiting waiting, @Nullable Verdict verdict, @Nullable Throwable failure) {
        if (failure == null) {
            waiting.verdict().complete(verdict);
        } else {
            waiting.verdict().completeExceptionally(failure);
        }
    }

    /** Whatever is thrown here, the leaves that wait behind this one must not wait for ever. */
    private static CompletableFuture<Verdict> begin(Waiting waiting) {
        try {
            return waiting.work().get().toCompletableFuture();
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private Optional<Waiting> next(EntityKey key) {
        synchronized (queues) {
            Deque<Waiting> queue = queues.get(key);
            Optional<Waiting> next = Optional.ofNullable(queue).map(Deque::poll);
            if (next.isEmpty()) {
                queues.remove(key);
            }
            return next;
        }
    }
}
