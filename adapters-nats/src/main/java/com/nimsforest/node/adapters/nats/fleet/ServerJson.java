package com.nimsforest.node.adapters.nats.fleet;

import com.nimsforest.node.domain.status.CopyFacts;
import com.nimsforest.node.domain.status.ServerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A server as its node tells of it. */
final class ServerJson {
    private ServerJson() {}

    static void write(ServerFacts server, ObjectNode json) {
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

    private static void write(CopyFacts copy, ObjectNode json) {
        json.put("stream", copy.stream());
        json.put("first", copy.first());
        json.put("last", copy.last());
        json.put("messages", copy.messages());
    }

    static ServerFacts read(JsonNode json) {
        List<CopyFacts> copies = StreamSupport.stream(json.path("copies").spliterator(), false)
                .map(ServerJson::copy)
                .toList();
        return new ServerFacts(
                ReportJson.required(json, "name"),
                json.path("version").asString(""),
                Duration.parse(ReportJson.required(json, "uptime")),
                json.path("memory").asLong(0),
                json.path("stored").asLong(0),
                json.path("storable").asLong(0),
                json.path("routes").asInt(0),
                copies,
                ReportJson.optional(json.path("certificateExpires")).map(Instant::parse));
    }

    private static CopyFacts copy(JsonNode json) {
        return new CopyFacts(
                ReportJson.required(json, "stream"),
                json.path("first").asLong(0),
                json.path("last").asLong(0),
                json.path("messages").asLong(0));
    }
}
