package com.nimsforest.node.adapters.nats.backup;

import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.domain.backup.BackupManifest;
import com.nimsforest.node.domain.backup.ConsumerBackup;
import com.nimsforest.node.domain.backup.StreamBackup;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The file {@code manifest.json} of a backup. */
final class BackupManifestJson {
    /** Rises when an older version could not read it. */
    private static final int FORMAT = 1;

    private BackupManifestJson() {}

    static byte[] write(BackupManifest manifest) {
        ObjectNode json = JetStreamApi.object();
        json.put("format", FORMAT).put("cut", manifest.cut().toString());
        json.put("node_version", manifest.nodeVersion()).put("server_version", manifest.serverVersion());
        ArrayNode streams = json.putArray("streams");
        manifest.streams().forEach(stream -> streams.add(stream(stream)));
        return JetStreamApi.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    private static ObjectNode stream(StreamBackup stream) {
        ObjectNode json = JetStreamApi.object();
        json.put("name", stream.name()).put("identity", stream.identity());
        json.put("messages", stream.messages());
        json.put("first_seq", stream.firstSequence()).put("last_seq", stream.lastSequence());
        json.put("bytes", stream.bytes()).put("sha256", stream.sha256());
        ArrayNode consumers = json.putArray("consumers");
        stream.consumers()
                .forEach(consumer -> consumers
                        .addObject()
                        .put("name", consumer.name())
                        .put("ack_floor", consumer.ackFloor())
                        .put("unacknowledged", consumer.unacknowledged()));
        return json;
    }

    static BackupManifest read(byte[] bytes) {
        try {
            JsonNode json = JetStreamApi.JSON.readTree(bytes);
            if (json.path("format").asInt(0) != FORMAT) {
                throw new RejectedInputException(
                        "manifest.json has format " + json.path("format") + "; this version reads format " + FORMAT);
            }
            return new BackupManifest(
                    Instant.parse(json.path("cut").asString("")),
                    json.path("node_version").asString(""),
                    json.path("server_version").asString(""),
                    json.path("streams")
                            .valueStream()
                            .map(BackupManifestJson::readStream)
                            .toList());
        } catch (JacksonException | DateTimeException unreadable) {
            throw new RejectedInputException("manifest.json cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static StreamBackup readStream(JsonNode json) {
        return new StreamBackup(
                json.path("name").asString(""),
                json.path("identity").asLong(0),
                json.path("messages").asLong(0),
                json.path("first_seq").asLong(0),
                json.path("last_seq").asLong(0),
                json.path("bytes").asLong(0),
                json.path("sha256").asString(""),
                json.path("consumers")
                        .valueStream()
                        .map(consumer -> new ConsumerBackup(
                                consumer.path("name").asString(""),
                                consumer.path("ack_floor").asLong(0),
                                consumer.path("unacknowledged").asLong(0)))
                        .toList());
    }
}
