package com.nimsforest.node.ports.usecase.entity;

import java.util.concurrent.CompletionException;

/** The failure itself, without the wrapper that stages put around it. */
final class StageFailures {
    private StageFailures() {}

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
