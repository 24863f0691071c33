package com.nimsforest.node.adapters.nats.twin;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.api.NatsFailures;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/**
 * The forest's work as a program does it that has the client library and nothing else, with the same guarantees and the same
 * bytes: an id for each message, an answer awaited for each, a revision for each write of the soil. Its streams are its own, and scratch.
 * Each call may be made by any thread; failures are those of the ports.
 */
public final class BareClient implements AutoCloseable {
    private final Connection connection;
    private final JetStream jetStream;
    private final KeyValue soil;

    private BareClient(Connection connection, JetStream jetStream, KeyValue soil) {
        this.connection = connection;
        this.jetStream = jetStream;
        this.soil = soil;
    }

    /** Connects, and makes the scratch streams. */
    public static BareClient open(String url, int replicas) {
        try {
            Connection connection = Nats.connect(Options.builder()
                    .server(requireNonNull(url, "url"))
                    .connectionName("nimsforest bench")
                    .build());
            BareClientStreams.create(connection, replicas);
            return new BareClient(connection, connection.jetStream(), connection.keyValue(BareClientStreams.BUCKET));
        } catch (IOException | JetStreamApiException failure) {
            throw NatsFailures.unavailable("the scratch streams", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SidecarUnavailableException(url + ": interrupted", interrupted);
        }
    }

    /** What {@code River.flow} is for the forest. */
    public CompletionStage<?> put(String id, byte[] data) {
        return jetStream.publishAsync(BareClientMessages.river(id, data));
    }

    /** The same by the client's blocking call. */
    public void putNow(String id, byte[] data) {
        try {
            jetStream.publish(BareClientMessages.river(id, data));
        } catch (IOException | JetStreamApiException failure) {
            throw NatsFailures.unavailable("publish", failure);
        }
    }

    /** What {@code Humus.add} is. */
    public CompletionStage<?> add(String id, byte[] data) {
        return jetStream.publishAsync(BareClientMessages.compost(id, data));
    }

    /** What {@code Soil.bury} is, by the client's blocking call; gives the new revision. */
    public long bury(String key, byte[] value, long revision) {
        try {
            return jetStream
                    .publish(BareClientMessages.soil(key, value, revision))
                    .getSeqno();
        } catch (IOException | JetStreamApiException failure) {
            throw NatsFailures.unavailable("update", failure);
        }
    }

    /** The same without waiting, by the bucket's stream, since the client's bucket has no such call. */
    public CompletionStage<Long> buryAsync(String key, byte[] value, long revision) {
        return jetStream
                .publishAsync(BareClientMessages.soil(key, value, revision))
                .thenApply(PublishAck::getSeqno);
    }

    /** What {@code Soil.dig} is; the size of the value, 0 when there is none. */
    public int dig(String key) {
        try {
            KeyValueEntry entry = soil.get(key);
            byte[] value = entry == null ? null : entry.getValue();
            return value == null ? 0 : value.length;
        } catch (IOException | JetStreamApiException failure) {
            throw NatsFailures.unavailable("get", failure);
        }
    }

    /** Begins to work what is put through all streams into the soil, until closed. */
    public BareClientPipeline path() {
        return BareClientPipeline.open(connection);
    }

    /** How many messages a stream holds, scratch or not. */
    public long count(String stream) {
        return BareClientApi.ask(connection, "STREAM.INFO." + stream, "")
                .at("/state/messages")
                .asLong();
    }

    /** Removes all messages from these streams, scratch or not. */
    public void empty(List<String> streams) {
        streams.forEach(stream -> BareClientApi.ask(connection, "STREAM.PURGE." + stream, ""));
    }

    /** Has streams take atomic batches. */
    public void allowBatches(List<String> streams) {
        streams.forEach(stream -> {
            ObjectNode config = (ObjectNode)
                    BareClientApi.ask(connection, "STREAM.INFO." + stream, "").path("config");
            BareClientApi.ask(
                    connection,
                    "STREAM.UPDATE." + stream,
                    config.put("allow_atomic", true).toString());
        });
    }

    /**
     * Has the server that this is connected to lead its streams and their consumers, so that none of them answers from
     * further away than another. Older servers than 2.11 choose another leader, but not which.
     */
    public void lead(List<String> streams) {
        BareClientLeaders leaders = new BareClientLeaders(connection);
        streams.forEach(leaders::take);
    }

    /** The scratch streams, in the order of the path; the last is the soil's. */
    public static List<String> streams() {
        return BareClientStreams.NAMES;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
