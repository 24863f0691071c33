package com.nimsforest.node.adapters.nats.publish;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Publishes what the ports keep: with the message id by which the servers drop a repeat, and with the budget of the settings.
 * Any thread; never blocks, fails by its stage alone.
 */
public final class PortPublisher {
    private final StreamPublisher publisher;
    private final Duration budget;

    public PortPublisher(StreamPublisher publisher, Duration budget) {
        this.publisher = publisher;
        this.budget = budget;
    }

    public CompletionStage<PublishReceipt> send(String subject, MessageId id, Supplier<byte[]> body) {
        return send(subject, () -> headers(id), body);
    }

    /** The same with more headers than the id. */
    public CompletionStage<PublishReceipt> send(String subject, Supplier<Headers> headers, Supplier<byte[]> body) {
        try {
            return publisher.publish(subject, headers.get(), body.get(), budget);
        } catch (ForestException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** The largest body that fits into one message with this id, in bytes; as large as can be before there was a connection. */
    public long largestBody(MessageId id) {
        return publisher.maxPayload() - PendingPublish.headerSize(headers(id));
    }

    /** The same, after all earlier publishes with the same key have been answered. */
    public CompletionStage<PublishReceipt> sendInOrder(
            String key, String subject, MessageId id, Supplier<byte[]> body) {
        try {
            return publisher.publishInOrder(key, subject, headers(id), body.get(), budget);
        } catch (ForestException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    public static Headers headers(MessageId id) {
        Headers headers = new Headers();
        try {
            return headers.put(NatsJetStreamConstants.MSG_ID_HDR, id.value());
        } catch (IllegalArgumentException wrong) {
            throw new RejectedInputException("a message id must be ASCII to be sent: " + id, wrong);
        }
    }
}
