package com.nimsforest.node.adapters.nats.api;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Takes away what stages and futures wrap around a failure. */
public final class CompletionFailures {
    private CompletionFailures() {}

    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
