package com.nimsforest.node.adapters.nats.provision;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The identities of the streams in the bucket {@code NIMSFOREST}, one key a stream. Nodes agree here on one identity, by
 * compare-and-set, before they write it to the stream. Any thread; never blocks.
 */
final class StreamIdentityRegistry {
    /**
     * What is kept of a stream.
     *
     * @param created the time of its creation when it was registered, in milliseconds since 1970
     * @param lastSequence its last sequence when it was registered
     * @param revision of the entry
     */
    record Entry(long identity, long created, long lastSequence, long revision) {}

    private static final String KEY = ForestStreamLayout.BUCKET_PREFIX + "identity.";

    private final JetStreamApi api;

    StreamIdentityRegistry(JetStreamApi api) {
        this.api = api;
    }

    /** What is registered of the stream; empty when nothing is. */
    CompletableFuture<Optional<Entry>> find(String stream) {
        return StoredMessage.last(api, ForestStreamLayout.BUCKET, KEY + stream)
                .thenApply(stored -> stored.flatMap(StreamIdentityRegistry::read));
    }

    /**
     * Registers an identity in the place of what was found; fails with {@code STREAM_WRONG_LAST_SEQUENCE} when another node
     * did so meanwhile.
     */
    CompletableFuture<Long> register(String stream, Entry entry) {
        ObjectNode value = JetStreamApi.object()
                .put("identity", entry.identity())
                .put("created", entry.created())
                .put("last_seq", entry.lastSequence());
        Headers expected =
                new Headers().put(NatsJetStreamConstants.EXPECTED_LAST_SUB_SEQ_HDR, Long.toString(entry.revision()));
        return api.publish(api.bucketSubject(KEY + stream), expected, JetStreamApi.JSON.writeValueAsBytes(value))
                .thenApply(stored -> entry.identity());
    }

    /** A tombstone, or what somebody else wrote, has the revision that the next entry must replace, and no identity. */
    private static Optional<Entry> read(StoredMessage message) {
        try {
            JsonNode value = JetStreamApi.JSON.readTree(message.data());
            return Optional.of(new Entry(
                    value.path("identity").asLong(0),
                    value.path("created").asLong(0),
                    value.path("last_seq").asLong(0),
                    message.sequence()));
        } catch (JacksonException unreadable) {
            throw ApiRequestException.unreadable(message.subject() + " holds no identity: " + unreadable.getMessage());
        }
    }
}
