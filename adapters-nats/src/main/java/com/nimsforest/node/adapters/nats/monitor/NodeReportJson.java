package com.nimsforest.node.adapters.nats.monitor;

import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.membership.ServerSighting;
import com.nimsforest.node.domain.status.NodeStatusReport;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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
 * A node's report as nodes tell it to each other. Other versions may say more, which is passed over; a problem of a kind that
 * this version does not know is told in the words of the other.
 */
final class NodeReportJson {
    private static final JsonMapper JSON = new JsonMapper();

    /** Reports come once a second from each node, and a message may say much of itself. */
    private static final int MOST_FAILING = 50;

    private NodeReportJson() {}

    static byte[] write(NodeStatusReport report) {
        HealthReport health = report.health();
        ObjectNode json = JSON.createObjectNode();
        json.put("node", health.node());
        json.put("version", health.version());
        json.put("process", report.process());
        json.put("status", health.status().name());
        json.put("at", health.at().toString());
        json.put("ready", health.ready());
        json.put("unready", health.unready());
        ArrayNode findings = json.putArray("findings");
        health.findings().forEach(finding -> write(finding, findings.addObject()));
        report.server().ifPresent(server -> ServerFactsJson.write(server, json.putObject("server")));
        report.roundTrip().ifPresent(trip -> json.put("roundTrip", trip.toString()));
        ArrayNode failing = json.putArray("failing");
        report.failing().stream()
                .limit(MOST_FAILING)
                .forEach(message -> FailingMessageJson.write(message, failing.addObject()));
        ArrayNode sightings = json.putArray("sightings");
        report.sightings().forEach(sighting -> write(sighting, sightings.addObject()));
        return JSON.writeValueAsBytes(json);
    }

    /** Reason and hint are for nodes that do not know the kind. */
    private static void write(HealthFinding finding, ObjectNode json) {
        json.put("kind", finding.kind().word());
        json.put("about", finding.names());
        ObjectNode facts = json.putObject("facts");
        finding.texts().forEach(facts::put);
        json.put("component", finding.component().word());
        json.put("status", finding.status().name());
        finding.since().ifPresent(since -> json.put("since", since.toString()));
        json.put("reason", finding.reason());
        json.put("hint", finding.hint());
    }

    /** @throws IllegalArgumentException when it is no report */
    static NodeStatusReport read(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            return new NodeStatusReport(
                            health(json),
                            Optional.of(json.path("server"))
                                    .filter(JsonNode::isObject)
                                    .map(ServerFactsJson::read),
                            optional(json.path("roundTrip")).map(Duration::parse),
                            StreamSupport.stream(json.path("failing").spliterator(), false)
                                    .map(FailingMessageJson::read)
                                    .toList(),
                            sightings(json))
                    .of(json.path("process").asString(""));
        } catch (JacksonException | DateTimeException wrong) {
            throw new IllegalArgumentException("no report: " + wrong.getMessage(), wrong);
        }
    }

    private static HealthReport health(JsonNode json) {
        List<HealthFinding> findings = StreamSupport.stream(
                        json.path("findings").spliterator(), false)
                .filter(finding -> HealthStatus.valueOf(required(finding, "status")) != HealthStatus.UP)
                .map(NodeReportJson::finding)
                .toList();
        return HealthReport.ofFindings(
                required(json, "node"), required(json, "version"), Instant.parse(required(json, "at")), findings);
    }

    private static HealthFinding finding(JsonNode json) {
        Optional<Instant> since = optional(json.path("since")).map(Instant::parse);
        return ProblemKind.of(json.path("kind").asString(""))
                .map(kind -> HealthFinding.read(kind, json.path("about").asString(""), facts(json), since))
                .orElseGet(() -> otherVersion(json, since));
    }

    private static Map<String, String> facts(JsonNode json) {
        Map<String, String> facts = new LinkedHashMap<>();
        json.path("facts").forEachEntry((name, value) -> facts.put(name, value.asString("")));
        return facts;
    }

    private static HealthFinding otherVersion(JsonNode json, Optional<Instant> since) {
        boolean down = required(json, "status").equals(HealthStatus.DOWN.name());
        return HealthFinding.read(
                down ? ProblemKind.OTHER_VERSION_DOWN : ProblemKind.OTHER_VERSION,
                json.path("reason").asString(""),
                Map.of("hint", json.path("hint").asString("")),
                since);
    }

    private static void write(ServerSighting sighting, ObjectNode json) {
        json.put("server", sighting.server());
        sighting.silence().ifPresent(silence -> json.put("silence", silence.toString()));
    }

    private static List<ServerSighting> sightings(JsonNode json) {
        return StreamSupport.stream(json.path("sightings").spliterator(), false)
                .map(sighting -> new ServerSighting(
                        required(sighting, "server"),
                        optional(sighting.path("silence")).map(Duration::parse)))
                .toList();
    }

    static String required(JsonNode json, String name) {
        return optional(json.path(name)).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }

    static Optional<String> optional(JsonNode text) {
        return Optional.of(text.asString("")).filter(value -> !value.isBlank());
    }
}
