package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.bootstrap.NodeProcess;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one node says of the forest, by each of its ways. */
record ObservedNode(NodeProcess node) {
    private static final JsonMapper JSON = new JsonMapper();

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final double MOST_PATIENT = 4;

    /** What every probe says of a situation, within ten seconds of it: a line of the table in the runbook. */
    void isSoon(RunbookSituation situation) {
        isWithin(SOON, situation);
    }

    void isWithin(Duration time, RunbookSituation situation) {
        await(situation.toString()).atMost(onThisMachine(time)).untilAsserted(() -> is(situation));
    }

    private static Duration onThisMachine(Duration time) {
        return Duration.ofMillis((long) (time.toMillis() * patience()));
    }

    /** A machine that has more to do than it can takes so many times longer, and that says nothing about the node. */
    static double patience() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        double runnable = machine.getSystemLoadAverage() / machine.getAvailableProcessors();
        return Math.max(1, Math.min(MOST_PATIENT, runnable / 2));
    }

    private void is(RunbookSituation situation) {
        assertThat(node.status("/livez")).isEqualTo(200);
        HttpResponse<String> health = node.get("/healthz");
        assertThat(health.statusCode()).as(health.body()).isEqualTo(situation.healthz());
        assertThat(component(situation.component())).startsWith(situation.said());
        HttpResponse<String> ready = node.get("/readyz");
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(situation.readyz());
        assertThat(ready.body()).startsWith(situation.readyz() == 200 ? "ready" : "not ready: ");
        assertThat(metric(situation.metric())).as(situation.metric()).isEqualTo(situation.value());
        assertThat(summary()).contains(situation.summary());
        assertThat(situation.runbook().isEmpty() || refersTo(situation.runbook()))
                .as(status().path("problems").toString())
                .isTrue();
    }

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
