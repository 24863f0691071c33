package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.ports.driven.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Goes on with a leaf later, unless its nim was stopped meanwhile: then the leaf goes back to the servers. Any thread. */
final class EntityTimer {
    private final ScheduledExecutorService timer;
    private volatile boolean stopped;

    EntityTimer(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    CompletionStage<Verdict> after(Duration delay, EntityLeafTask task, Supplier<CompletionStage<Verdict>> action) {
        CompletableFuture<Boolean> due = new CompletableFuture<>();
        if (stopped) {
            return givenBack(task);
        }
        try {
            timer.schedule(() -> due.complete(true), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ending) {
            return givenBack(task);
        }
        return due.thenCompose(now -> stopped ? givenBack(task) : action.get());
    }

    private static CompletionStage<Verdict> givenBack(EntityLeafTask task) {
        return CompletableFuture.completedFuture(
                Verdict.postpone("the owner of entity " + task.key() + " was stopped"));
    }
}
