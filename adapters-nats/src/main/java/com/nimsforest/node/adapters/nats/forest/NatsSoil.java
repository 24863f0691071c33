package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.NatsFailures;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.consume.ConsumerResources;
import com.nimsforest.node.adapters.nats.consume.ResumingStreamTail;
import com.nimsforest.node.adapters.nats.publish.ConditionalPublisher;
import com.nimsforest.node.adapters.nats.wire.ProvenanceHeaders;
import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.JetStreamApiException;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The soil: current state, the JetStream KV bucket {@code SOIL}. Read and written as the stream that it is, since the
 * client's view of a bucket hides tombstones and headers, and both decide whether a compost was applied. Stages complete
 * on workers, so that who goes on from there may block.
 */
final class NatsSoil implements Soil {
    private static final String BUCKET = "SOIL";
    private static final String SOURCE = "Nimsforest-Source";
    /** When the humus took in what the entry reflects: tells a place from the same place in a humus that lost its end. */
    private static final String STORED = "Nimsforest-Stored";

    private final JetStreamApi api;
    private final ConditionalPublisher publisher;
    private final ConsumerResources tools;

    NatsSoil(JetStreamApi api, ConditionalPublisher publisher, ConsumerResources tools) {
        this.api = api;
        this.publisher = publisher;
        this.tools = tools;
    }

    @Override
    public Optional<SoilEntry> dig(EntityKey key) {
        return ApiAnswerWaiter.read("soil " + key, state(key)) instanceof SoilEntry entry
                ? Optional.of(entry)
                : Optional.empty();
    }

    @Override
    public CompletionStage<SoilState> survey(EntityKey key) {
        return state(key)
                .handleAsync(
                        (state, failure) -> {
                            if (failure != null) {
                                throw ApiRequestException.ofRead("soil " + key, failure);
                            }
                            return state;
                        },
                        tools.workers());
    }

    @Override
    public CompletionStage<Revision> bury(SoilChange change) {
        if (change instanceof SoilChange.Put put) {
            byte[] value = put.value().text().getBytes(StandardCharsets.UTF_8);
            return store(put.key(), headers(put.expected(), put.source(), put.provenance()), value);
        }
        if (change instanceof SoilChange.Remove remove) {
            Headers headers = headers(remove.expected(), remove.source(), remove.provenance())
                    .put(NatsJetStreamConstants.KV_OPERATION_HEADER_KEY, "DEL");
            return store(remove.key(), headers, new byte[0]);
        }
        return CompletableFuture.completedFuture(Revision.none());
    }

    @Override
    public List<EntityKey> keys(String prefix) {
        // The servers select by whole tokens.
        String tokens = prefix.substring(0, Math.max(0, prefix.lastIndexOf('.')));
        String filter = key(tokens).map(valid -> valid + ".>").orElse(">");
        try {
            return api.bucket(BUCKET).keys(filter).stream()
                    .filter(key -> key.startsWith(prefix))
                    .flatMap(key -> key(key).stream())
                    .sorted((one, other) -> one.value().compareTo(other.value()))
                    .toList();
        } catch (IOException | JetStreamApiException failure) {
            throw NatsFailures.unavailable("the keys of the soil", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailableException("the keys of the soil: interrupted", interrupted);
        }
    }

    @Override
    public Subscription watch(String pattern, Consumer<SoilState> listener) {
        return ResumingStreamTail.fromTheState(
                tools,
                ForestStreamLayout.SOIL,
                ForestStreamLayout.SOIL_PREFIX + pattern,
                NatsSoil::isTombstone,
                (epoch, message) -> read(message).ifPresent(listener));
    }

    private CompletionStage<Revision> store(EntityKey key, Headers headers, byte[] value) {
        return publisher
                .publish(api.bucketSubject(ForestStreamLayout.SOIL_PREFIX + key), headers, value)
                .handle((sequence, failure) -> {
                    if (failure != null) {
                        throw ApiRequestException.ofWrite("soil " + key, failure);
                    }
                    return Revision.of(sequence);
                });
    }

    private static Headers headers(Revision expected, HumusSlot source, Optional<EntityProvenance> provenance) {
        Headers headers = new Headers()
                .put(NatsJetStreamConstants.EXPECTED_LAST_SUB_SEQ_HDR, expected.toString())
                .put(SOURCE, source.toString());
        if (source.isTimed()) {
            headers.put(STORED, source.stored().toString());
        }
        provenance.ifPresent(made -> ProvenanceHeaders.write(headers, made));
        return headers;
    }

    private CompletableFuture<SoilState> state(EntityKey key) {
        return StoredMessage.last(api, ForestStreamLayout.SOIL, ForestStreamLayout.SOIL_PREFIX + key)
                .thenApply(stored -> stored.map(message -> read(key, message)).orElse(SoilState.untouched(key)));
    }

    /** What the message of the bucket says; empty when its key is none that we would make. */
    static Optional<SoilState> read(StoredMessage message) {
        return key(message.subject().substring(ForestStreamLayout.SOIL_PREFIX.length()))
                .map(key -> read(key, message));
    }

    private static SoilState read(EntityKey key, StoredMessage message) {
        Revision revision = Revision.of(message.sequence());
        HumusSlot source = source(message);
        return isTombstone(message)
                ? new SoilState.Bare(key, revision, source, ProvenanceHeaders.read(message.headers()))
                : new SoilEntry(
                        key,
                        JsonPayload.of(new String(message.data(), StandardCharsets.UTF_8)),
                        revision,
                        source,
                        message.time(),
                        ProvenanceHeaders.read(message.headers()));
    }

    private static HumusSlot source(StoredMessage message) {
        HumusSlot place = message.header(SOURCE).flatMap(HumusSlot::parse).orElse(HumusSlot.none());
        try {
            return message.header(STORED)
                    .map(time -> place.storedAt(Instant.parse(time)))
                    .orElse(place);
        } catch (DateTimeParseException odd) {
            return place;
        }
    }

    private static boolean isTombstone(StoredMessage message) {
        boolean removed = message.header(NatsJetStreamConstants.KV_OPERATION_HEADER_KEY)
                .filter(operation -> operation.equals("DEL") || operation.equals("PURGE"))
                .isPresent();
        return removed
                || message.header(NatsJetStreamConstants.NATS_MARKER_REASON_HDR).isPresent();
    }

    /** Other kinds of nodes may have keys that we would not make. */
    private static Optional<EntityKey> key(String text) {
        try {
            return Optional.of(EntityKey.of(text));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
