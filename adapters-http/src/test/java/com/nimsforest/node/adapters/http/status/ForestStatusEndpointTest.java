package com.nimsforest.node.adapters.http.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.http.SampleForestStatuses;
import com.nimsforest.node.adapters.http.TestHttpServer;
import com.nimsforest.node.ports.driving.NodeStatus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ForestStatusEndpointTest {
    private volatile NodeStatus status = SampleForestStatuses::healthy;
    private final TestHttpServer node =
            TestHttpServer.with().status(() -> status.status()).start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void theStatusIsJsonAndNeverStored() {
        HttpResponse<String> answer = node.get("/status");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void aDegradedForestIsReportedWith200() {
        status = SampleForestStatuses::degraded;

        HttpResponse<String> answer = node.get("/status");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestHttpServer.json(answer).at("/status").asString()).isEqualTo("DEGRADED");
    }

    @Test
    void theHeadSaysHowTheForestIsInOneLine() {
        JsonNode status = json();

        assertThat(status.at("/status").asString()).isEqualTo("UP");
        assertThat(status.at("/summary").asString()).isEqualTo("connected to nats-1, 3 of 3 machines, R3");
        assertThat(status.at("/node").asString()).isEqualTo("nats-1");
        assertThat(status.at("/at").asString()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(status.at("/ageSeconds").decimalValue()).isEqualByComparingTo("1.5");
    }

    @Test
    void aMemberIsReportedWithWhatItsServerSays() {
        assertThat(node.get("/status").body())
                .contains("\"members\":[{\"name\":\"nats-1\",\"present\":true,\"self\":true,\"metaLeader\":false,"
                        + "\"version\":\"2.15.3\",\"uptimeSeconds\":10800,\"memoryBytes\":20000000,"
                        + "\"storedBytes\":3000000,\"storableBytes\":10000000000,\"routes\":2,"
                        + "\"certificateExpires\":\"2027-02-01T00:00:00Z\",\"roundTripSeconds\":0.000512}");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        status = SampleForestStatuses::degraded;

        assertThat(json().at("/members/2").toString())
                .isEqualTo("{\"name\":\"nats-3\",\"present\":false,\"self\":false,\"metaLeader\":false}");
    }

    @Test
    void theOutlookIsReported() {
        status = SampleForestStatuses::degraded;

        assertThat(json().at("/cluster").toString())
                .isEqualTo(
                        "{\"name\":\"forest\",\"expected\":3,\"connected\":2,\"missing\":[\"nats-3\"],"
                                + "\"quorum\":true,\"metaLeader\":\"nats-2\",\"outlook\":\"2 of 3, one more loss stops writes\"}");
    }

    @Test
    void streamsAndConsumersAreReported() {
        JsonNode status = json();

        assertThat(status.at("/streams/1/leader").asString()).isEqualTo("nats-2");
        assertThat(status.at("/streams/1/peers/2").toString())
                .isEqualTo("{\"server\":\"nats-3\",\"current\":true,\"offline\":false,\"lag\":0}");
        assertThat(status.at("/consumers/0").toString())
                .isEqualTo("{\"stream\":\"RIVER\",\"name\":\"trees\",\"pending\":5,\"unacknowledged\":2,"
                        + "\"redelivered\":1,\"oldestSeconds\":31.5,\"stalled\":false}");
        assertThat(status.at("/deadLetters").asLong()).isEqualTo(4);
    }

    @Test
    void whatAllNodesTellIsAProblemOnce() {
        status = SampleForestStatuses::degraded;

        JsonNode status = json();

        assertThat(status.at("/problems").size()).isEqualTo(1);
        assertThat(status.at("/problems/0/where").asString()).isEqualTo("cluster");
        assertThat(status.at("/nodes").size()).isEqualTo(2);
        assertThat(status.at("/nodes/1/problems/0/node").asString()).isEqualTo("nats-2");
    }

    @Test
    void everyFieldIsInTheDocumentation() throws IOException {
        status = SampleForestStatuses::degraded;

        Map<String, List<String>> documented = documented();

        JsonNode status = json();
        assertThat(documented.keySet()).containsExactlyElementsOf(status.propertyNames());
        status.propertyNames()
                .forEach(name -> assertThat(documented.get(name)).as(name).containsAll(inner(status.get(name))));
    }

    private static List<String> inner(JsonNode value) {
        JsonNode object = value.isArray() ? value.get(0) : value;
        return object.isObject() ? List.copyOf(object.propertyNames()) : List.of();
    }

    /** The rows of the page: a field, and what stands in backticks beside it. */
    private static Map<String, List<String>> documented() throws IOException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Pattern row = Pattern.compile("\\| `([a-zA-Z]+)(?:\\[])?` \\| (.*)");
        Files.readString(Path.of("../docs/STATUS.md"))
                .lines()
                .map(row::matcher)
                .filter(Matcher::matches)
                .forEach(found -> fields.put(
                        found.group(1),
                        Arrays.asList(found.group(2).replaceAll("\\[]", "").split("`"))));
        return fields;
    }

    private JsonNode json() {
        return TestHttpServer.json(node.get("/status"));
    }
}
