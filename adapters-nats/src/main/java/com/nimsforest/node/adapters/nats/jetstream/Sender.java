package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.Receipt;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What the ports send to be kept: with an id, as often as it takes. Any thread; never blocks, fails by its stage alone. */
final class Sender {
    private final Publisher publisher;
    private final Duration budget;

    Sender(Publisher publisher, Duration budget) {
        this.publisher = publisher;
        this.budget = budget;
    }

    CompletionStage<Receipt> send(String subject, MessageId id, Supplier<byte[]> body) {
        try {
            return publisher.publish(subject, headers(id), body.get(), budget);
        } catch (ForestException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** The same, after all that was sent before with the same key has been answered. */
    CompletionStage<Receipt> sendInOrder(String key, String subject, MessageId id, Supplier<byte[]> body) {
        try {
            return publisher.publishInOrder(key, subject, headers(id), body.get(), budget);
        } catch (ForestException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    static Headers headers(MessageId id) {
        Headers headers = new Headers();
        try {
            return headers.put(Item.MSG_ID, id.value());
        } catch (IllegalArgumentException wrong) {
            throw new RejectedInputException("a message id must be ASCII to be sent: " + id, wrong);
        }
    }
}
