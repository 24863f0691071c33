package com.nimsforest.node.ports.execution;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Requests of which only so many are under way at once; the others wait in the order in which they came. Any thread. */
public final class RequestLimit {
    private final int most;
    private final CallerRunsQueue turns = new CallerRunsQueue();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    public RequestLimit(int most) {
        this.most = most;
    }

    /**
     * Begins the request now or when others have ended, on the thread that ends one.
     *
     * @return what the request returns; fails as it does, or with what it throws
     */
    public <T> CompletionStage<T> run(Supplier<CompletionStage<T>> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        turns.run(() -> {
            waiting.add(() -> begin(request, answer));
            proceed();
        });
        return answer;
    }

    private void proceed() {
        while (underWay < most && !waiting.isEmpty()) {
            underWay++;
            waiting.remove().run();
        }
    }

    private <T> void begin(Supplier<CompletionStage<T>> request, CompletableFuture<T> answer) {
        CompletionStage<T> begun;
        try {
            begun = request.get();
        } catch (Throwable failure) {
            begun = CompletableFuture.failedFuture(failure);
        }
        begun.whenComplete((value, failure) -> {
            turns.run(() -> {
                underWay--;
                proceed();
            });
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }
}
