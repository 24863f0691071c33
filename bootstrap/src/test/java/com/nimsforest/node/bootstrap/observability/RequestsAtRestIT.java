package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** While nothing happens a node asks its server little, and still tells in time what changes. */
@Timeout(180)
class RequestsAtRestIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration COUNTED = Duration.ofSeconds(20);
    private static final Duration TOLD = Duration.ofSeconds(10);
    private static final double MESSAGES_A_SECOND = 7;
    private static final double API_REQUESTS_A_SECOND = 4;
    private static final double MONITORING_REQUESTS_A_SECOND = 2;

    /** What the server has counted until a moment of its clock. */
    private record Counted(Instant at, long messages, long apiRequests, long monitoringRequests) {
        static Counted of(NatsServer server) {
            JsonNode varz = monitor(server, "/varz");
            long requests = StreamSupport.stream(varz.path("http_req_stats").spliterator(), false)
                    .mapToLong(JsonNode::asLong)
                    .sum();
            long api = varz.at("/jetstream/stats/api/total").asLong();
            return new Counted(
                    Instant.parse(varz.path("now").asString()),
                    varz.path("in_msgs").asLong(),
                    api,
                    requests);
        }
    }

    @Test
    void aNodeAtRestAsksLittle() {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = demoBeside(server)) {
            awaitUp(node);
            Counted before = Counted.of(server);

            Counted after = await().atMost(COUNTED.multipliedBy(2))
                    .pollInterval(COUNTED.dividedBy(10))
                    .until(
                            () -> Counted.of(server),
                            now -> now.at().isAfter(before.at().plus(COUNTED)));

            double seconds = Duration.between(before.at(), after.at()).toMillis() / 1e3;
            assertThat((after.messages() - before.messages()) / seconds).isLessThan(MESSAGES_A_SECOND);
            assertThat((after.apiRequests() - before.apiRequests()) / seconds).isLessThan(API_REQUESTS_A_SECOND);
            // This test's own are among them.
            assertThat((after.monitoringRequests() - before.monitoringRequests()) / seconds)
                    .isLessThan(MONITORING_REQUESTS_A_SECOND + 0.5);
        }
    }

    @Test
    void whatOthersChangeAtRestIsTold() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = demoBeside(server);
                Connection client = Nats.connect(server.url())) {
            awaitUp(node);
            JetStreamManagement streams = client.jetStreamManagement();

            client.jetStream().publish("deadletter.other", new byte[0]);
            client.flush(told());
            awaitPipeline(node, "\"deadLetters\":1");

            String consumer = streams.getConsumerNames("HUMUS").stream()
                    .filter(name -> name.startsWith("soil-"))
                    .findFirst()
                    .orElseThrow();
            streams.pauseConsumer("HUMUS", consumer, ZonedDateTime.now().plusHours(1));
            awaitPipeline(node, "is paused until");
        }
    }

    @Test
    void theViewOfANodeAtRestIsTwoSecondsOldAtMost() {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = demoBeside(server)) {
            awaitUp(node);

            await().during(Duration.ofSeconds(8))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> health(node).path("ageMs").asLong(-1), age -> age >= 0 && age <= 2000);
        }
    }

    private static NodeProcess demoBeside(NatsServer server) {
        return NodeProcess.run(Map.of(
                        "NATS_URL", server.url(),
                        "NATS_MONITOR_URL", server.monitorUrl().toString()))
                .awaitReady();
    }

    private static void awaitUp(NodeProcess node) {
        await().atMost(told())
                .until(() -> health(node).path("status").asString().equals("UP"));
    }

    private static void awaitPipeline(NodeProcess node, String words) {
        await(words)
                .atMost(told())
                .until(() -> health(node).at("/components/pipeline").toString().contains(words));
    }

    private static Duration told() {
        return Duration.ofMillis((long) (TOLD.toMillis() * ObservedNode.patience()));
    }

    private static JsonNode health(NodeProcess node) {
        return JSON.readTree(node.get("/healthz").body());
    }

    private static JsonNode monitor(NatsServer server, String path) {
        try (InputStream answer = server.monitorUrl().resolve(path).toURL().openStream()) {
            return JSON.readTree(answer.readAllBytes());
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}
