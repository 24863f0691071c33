package com.nimsforest.node.adapters.nats.publish;

import io.nats.client.Connection;
import io.nats.client.NUID;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Messages under way as one atomic batch: the server stores all of them, one right after the other, or none, and answers the
 * last. Not thread-safe: for its queue.
 */
final class AtomicPublishBatch {
    /** The server takes 1000, if it is not configured to take less. */
    static final int MOST_MESSAGES = 500;
    /** With replicas the server keeps a batch in memory until it is complete. */
    static final long MOST_BYTES = 1L << 20;
    /** Larger ones gain nothing, and the headers of the batch might make them too large. */
    static final long MOST_OF_ONE = 64L << 10;

    private static final String EXPECTED = "Nats-Expected-";

    final long number;
    final long sentAt;
    final List<PendingPublish> messages;

    private AtomicPublishBatch(long number, List<PendingPublish> messages, long now) {
        this.number = number;
        this.messages = messages;
        this.sentAt = now;
    }

    static AtomicPublishBatch none() {
        return new AtomicPublishBatch(0, List.of(), 0);
    }

    /**
     * Whether it may be in a batch: with an id, by which a message that is stored already is known, and without a condition,
     * which would refuse all for one.
     */
    static boolean takes(PendingPublish message) {
        return !message.id().isEmpty()
                && message.size() <= MOST_OF_ONE
                && message.headers().keySet().stream().noneMatch(name -> name.startsWith(EXPECTED));
    }

    /** The first messages of these, as many as may be one batch. */
    static List<PendingPublish> first(Iterable<PendingPublish> waiting) {
        List<PendingPublish> messages = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        long bytes = 0;
        for (PendingPublish message : waiting) {
            bytes += message.size();
            if (messages.size() == MOST_MESSAGES || bytes > MOST_BYTES || !takes(message) || !ids.add(message.id())) {
                break;
            }
            messages.add(message);
        }
        return messages;
    }

    /** Sends them; throws what the client throws, and then none of them is stored. */
    static AtomicPublishBatch send(
            Connection connection, long number, String reply, List<PendingPublish> messages, long now) {
        String id = NUID.nextGlobal();
        for (int i = 1; i <= messages.size(); i++) {
            PendingPublish message = messages.get(i - 1);
            boolean last = i == messages.size();
            message.sendWith(connection, last ? reply : null, headers(message.headers(), id, i, last));
        }
        messages.forEach(message -> message.sentTogether(now));
        return new AtomicPublishBatch(number, messages, now);
    }

    /** Those of a message and of its place in the batch, from 1 on. */
    static Headers headers(Headers message, String id, int place, boolean last) {
        Headers headers = new Headers(message)
                .put(NatsJetStreamConstants.NATS_BATCH_ID_HDR, id)
                .put(NatsJetStreamConstants.NATS_BATCH_SEQUENCE_HDR, Integer.toString(place));
        return last ? headers.put(NatsJetStreamConstants.NATS_BATCH_COMMIT_HDR, "1") : headers;
    }

    /** Whether any of its messages still awaits the one answer. */
    boolean isAwaited() {
        return messages.stream().anyMatch(PendingPublish::awaitsBatch);
    }

    /** How many of them do. */
    int awaited() {
        return (int) messages.stream().filter(PendingPublish::awaitsBatch).count();
    }
}
