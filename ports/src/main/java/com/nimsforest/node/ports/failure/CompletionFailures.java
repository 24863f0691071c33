package com.nimsforest.node.ports.failure;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Takes away what completion stages wrap around a failure. */
public final class CompletionFailures {
    private CompletionFailures() {}

    /** The failure itself, without the {@link CompletionException}s around it. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * Waits for the result, which whoever gave the stage bounds.
     *
     * @throws ForestException when the stage failed with one
     */
    public static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException failure) {
            throw cause(failure) instanceof ForestException known ? known : failure;
        }
    }
}
