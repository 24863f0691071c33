package com.nimsforest.node.adapters.nats.monitor;

import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.status.NodeStatusReport;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node's report as nodes tell it to each other. Other versions may say more, which is passed over; a finding about a
 * component that this version does not know is left out.
 */
final class NodeReportJson {
    private static final JsonMapper JSON = new JsonMapper();

    private NodeReportJson() {}

    static byte[] write(NodeStatusReport report) {
        HealthReport health = report.health();
        ObjectNode json = JSON.createObjectNode();
        json.put("node", health.node());
        json.put("version", health.version());
        json.put("status", health.status().name());
        json.put("at", health.at().toString());
        json.put("ready", health.ready());
        json.put("unready", health.unready());
        ArrayNode findings = json.putArray("findings");
        health.findings().forEach(finding -> write(finding, findings.addObject()));
        report.server().ifPresent(server -> ServerFactsJson.write(server, json.putObject("server")));
        report.roundTrip().ifPresent(trip -> json.put("roundTrip", trip.toString()));
        return JSON.writeValueAsBytes(json);
    }

    private static void write(HealthFinding finding, ObjectNode json) {
        json.put("component", finding.component().word());
        json.put("status", finding.status().name());
        json.put("since", finding.since().toString());
        json.put("reason", finding.reason());
        json.put("hint", finding.hint());
    }

    /** @throws IllegalArgumentException when it is no report */
    static NodeStatusReport read(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            return new NodeStatusReport(
                    health(json),
                    Optional.of(json.path("server")).filter(JsonNode::isObject).map(ServerFactsJson::read),
                    optional(json.path("roundTrip")).map(Duration::parse));
        } catch (JacksonException | DateTimeException wrong) {
            throw new IllegalArgumentException("no report: " + wrong.getMessage(), wrong);
        }
    }

    private static HealthReport health(JsonNode json) {
        List<HealthFinding> findings = StreamSupport.stream(
                        json.path("findings").spliterator(), false)
                .flatMap(finding -> component(finding).stream().map(of -> finding(of, finding)))
                .toList();
        return new HealthReport(
                required(json, "node"),
                required(json, "version"),
                Instant.parse(required(json, "at")),
                json.path("ready").asBoolean(false),
                json.path("unready").asString(""),
                findings);
    }

    private static Optional<HealthComponent> component(JsonNode finding) {
        String word = finding.path("component").asString("");
        return Arrays.stream(HealthComponent.values())
                .filter(known -> known.word().equals(word))
                .findFirst();
    }

    private static HealthFinding finding(HealthComponent component, JsonNode json) {
        return new HealthFinding(
                component,
                HealthStatus.valueOf(required(json, "status")),
                Instant.parse(required(json, "since")),
                json.path("reason").asString(""),
                json.path("hint").asString(""),
                Map.of());
    }

    static String required(JsonNode json, String name) {
        return optional(json.path(name)).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }

    static Optional<String> optional(JsonNode text) {
        return Optional.of(text.asString("")).filter(value -> !value.isBlank());
    }
}
