package com.nimsforest.node.bootstrap.sight;

import com.nimsforest.node.bootstrap.NodeProcess;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one node says of the forest, by each of its ways. */
record Sight(NodeProcess node) {
    private static final JsonMapper JSON = new JsonMapper();

    JsonNode health() {
        return JSON.readTree(node.get("/healthz").body());
    }

    /** Status and reason of one component, such as {@code DOWN: not connected}. */
    String component(String name) {
        JsonNode component = health().path("components").path(name);
        return component.path("status").asString() + ": "
                + component.path("reason").asString("");
    }

    JsonNode status() {
        return JSON.readTree(node.get("/status").body());
    }

    String summary() {
        return status().path("summary").asString();
    }

    /** Whether {@code status} has a problem with this entry of the runbook. */
    boolean refersTo(String runbook) {
        return StreamSupport.stream(status().path("problems").spliterator(), false)
                .anyMatch(problem -> problem.path("runbook").asString().equals(runbook));
    }

    /** One line of the metrics, by its name and labels as they are written there; NaN when it is not there. */
    double metric(String line) {
        return node.get("/metrics")
                .body()
                .lines()
                .filter(text -> text.startsWith(line + " "))
                .mapToDouble(text -> Double.parseDouble(text.substring(line.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }
}
