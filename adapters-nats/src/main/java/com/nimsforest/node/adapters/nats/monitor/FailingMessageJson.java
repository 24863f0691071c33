package com.nimsforest.node.adapters.nats.monitor;

import com.nimsforest.node.domain.handler.FailingMessage;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A failing message as nodes tell it to each other. */
final class FailingMessageJson {
    private FailingMessageJson() {}

    static void write(FailingMessage message, ObjectNode json) {
        json.put("handler", message.handler());
        json.put("stream", message.stream());
        json.put("sequence", message.sequence());
        json.put("subject", message.subject());
        json.put("error", message.error());
        json.put("attempt", message.attempt());
        json.put("attempts", message.attempts());
        json.put("since", message.since().toString());
        json.put("next", message.next().toString());
    }

    static FailingMessage read(JsonNode json) {
        return new FailingMessage(
                NodeReportJson.required(json, "handler"),
                json.path("stream").asString(""),
                json.path("sequence").asLong(0),
                json.path("subject").asString(""),
                json.path("error").asString(""),
                json.path("attempt").asLong(0),
                json.path("attempts").asInt(0),
                Instant.parse(NodeReportJson.required(json, "since")),
                Instant.parse(NodeReportJson.required(json, "next")));
    }
}
