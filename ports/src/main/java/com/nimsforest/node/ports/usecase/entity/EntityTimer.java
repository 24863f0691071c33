package com.nimsforest.node.ports.usecase.entity;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Goes on with a leaf later, unless this node's term of ownership has ended meanwhile: then another one works on it. Any
 * thread.
 */
final class EntityTimer {
    private final ScheduledExecutorService timer;
    private final Set<CompletableFuture<Boolean>> waits = new HashSet<>();
    private long term;
    private boolean stopped;

    EntityTimer(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** The present term of ownership. */
    synchronized long term() {
        return term;
    }

    /** Ends all waits of the term before. */
    void beginTerm() {
        List<CompletableFuture<Boolean>> ended;
        synchronized (this) {
            term++;
            ended = List.copyOf(waits);
            waits.clear();
        }
        ended.forEach(wait -> wait.complete(false));
    }

    /** Ends all waits, those that are still to begin too. */
    void stop() {
        synchronized (this) {
            stopped = true;
        }
        beginTerm();
    }

    /** Completes after the delay with true, or with false as soon as that term is over. */
    CompletionStage<Boolean> after(Duration delay, long termOfLeaf) {
        CompletableFuture<Boolean> wait = new CompletableFuture<>();
        synchronized (this) {
            if (stopped || termOfLeaf != term) {
                return CompletableFuture.completedFuture(false);
            }
            waits.add(wait);
        }
        try {
            timer.schedule(() -> end(wait), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ending) {
            wait.complete(false);
        }
        return wait;
    }

    private void end(CompletableFuture<Boolean> wait) {
        synchronized (this) {
            waits.remove(wait);
        }
        wait.complete(true);
    }
}
