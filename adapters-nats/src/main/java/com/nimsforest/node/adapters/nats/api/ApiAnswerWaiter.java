package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for answers where a port blocks; each request is bounded by itself. */
public final class ApiAnswerWaiter {
    private ApiAnswerWaiter() {}

    public static <T> T read(String what, CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            throw ApiRequestException.ofRead(what, Objects.requireNonNullElse(failure.getCause(), failure));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailableException(what + ": interrupted", interrupted);
        }
    }
}
