package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What a handler's answer means, failures included. */
final class HandlerVerdicts {
    private HandlerVerdicts() {}

    /** The handler for messages as they are stored, of one that takes them decoded; what cannot be decoded is rejected. */
    static <T> DeliveryHandler<InMemoryMessage> decoding(
            Function<InMemoryMessage, T> decoder, DeliveryHandler<T> handler) {
        return delivery -> {
            T message;
            try {
                message = decoder.apply(delivery.message());
            } catch (IllegalArgumentException unreadable) {
                throw new RejectedInputException("unreadable: " + unreadable.getMessage(), unreadable);
            }
            return handler.handle(delivery.saying(message));
        };
    }

    static CompletionStage<Verdict> of(
            DeliveryHandler<InMemoryMessage> handler, MessageDelivery<InMemoryMessage> delivery) {
        try {
            return handler.handle(delivery).exceptionally(HandlerVerdicts::ofFailure);
        } catch (Throwable failure) {
            return CompletableFuture.completedFuture(ofFailure(failure));
        }
    }

    private static Verdict ofFailure(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        if (cause instanceof RejectedInputException) {
            return Verdict.reject(reason);
        }
        return cause instanceof ForestException ? Verdict.postpone(reason) : Verdict.retry(reason);
    }
}
