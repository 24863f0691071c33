package com.nimsforest.node.adapters.nats.monitor;

import com.nimsforest.node.domain.replica.StreamReplicaContent;
import com.nimsforest.node.domain.status.NatsServerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A server as its node tells of it. */
final class ServerFactsJson {
    private ServerFactsJson() {}

    static void write(NatsServerFacts server, ObjectNode json) {
        json.put("name", server.name());
        json.put("version", server.version());
        json.put("uptime", server.uptime().toString());
        json.put("memory", server.memory());
        json.put("stored", server.stored());
        json.put("storable", server.storable());
        json.put("routes", server.routes());
        server.certificateExpires().ifPresent(end -> json.put("certificateExpires", end.toString()));
        ArrayNode copies = json.putArray("copies");
        server.copies().forEach(copy -> write(copy, copies.addObject()));
    }

    private static void write(StreamReplicaContent copy, ObjectNode json) {
        json.put("stream", copy.stream());
        json.put("first", copy.first());
        json.put("last", copy.last());
        json.put("messages", copy.messages());
    }

    static NatsServerFacts read(JsonNode json) {
        List<StreamReplicaContent> copies = StreamSupport.stream(
                        json.path("copies").spliterator(), false)
                .map(ServerFactsJson::copy)
                .toList();
        return new NatsServerFacts(
                NodeReportJson.required(json, "name"),
                json.path("version").asString(""),
                Duration.parse(NodeReportJson.required(json, "uptime")),
                json.path("memory").asLong(0),
                json.path("stored").asLong(0),
                json.path("storable").asLong(0),
                json.path("routes").asInt(0),
                copies,
                NodeReportJson.optional(json.path("certificateExpires")).map(Instant::parse));
    }

    private static StreamReplicaContent copy(JsonNode json) {
        return new StreamReplicaContent(
                NodeReportJson.required(json, "stream"),
                json.path("first").asLong(0),
                json.path("last").asLong(0),
                json.path("messages").asLong(0));
    }
}
