package com.nimsforest.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.ReservedPorts;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.api.KeyValueStatus;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The jar itself against a real server: what a user meets first, and what must never be lost. */
class NodeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aWebhookBecomesATaskAndTheSameEventAgainChangesNothing() {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = node(server).awaitReady()) {
            HttpResponse<String> stored = node.post("/river/stripe.webhook", succeeded("evt_1", 15000));
            HttpResponse<String> task = awaitTask(node, "task-cus_1-evt_1");
            HttpResponse<String> again = node.post("/river/stripe.webhook", succeeded("evt_1", 15000));
            node.post("/river/stripe.webhook", succeeded("evt_2", 100));
            awaitTask(node, "task-cus_1-evt_2");

            assertThat(stored.statusCode()).isEqualTo(201);
            assertThat(stored.body()).contains("\"stream\":\"RIVER\"").contains("\"duplicate\":false");
            assertThat(again.statusCode()).isEqualTo(201);
            assertThat(task.body()).contains("\"type\":\"followup\"").contains("\"status\":\"pending\"");
            HttpResponse<String> unchanged = node.get("/soil/task-cus_1-evt_1");
            assertThat(unchanged.body()).isEqualTo(task.body());
            assertThat(unchanged.headers().firstValue("ETag"))
                    .isEqualTo(task.headers().firstValue("ETag"));
        }
    }

    @Test
    void aServerKilledWhileEventsArePostedLosesNoneThatWasAcknowledged() {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = node(server).awaitReady()) {
            int events = 1_000;
            Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
            CompletableFuture<Void> client = CompletableFuture.runAsync(() ->
                    IntStream.range(0, events).forEach(n -> acknowledged.add(postUntilStored(node, "evt_k" + n))));
            await().atMost(PATIENCE).until(() -> acknowledged.size() > events / 4);
            server.kill();
            await().atMost(PATIENCE).until(() -> node.status("/readyz") == 503);
            assertThat(node.status("/livez")).isEqualTo(200);
            server.restart();

            client.join();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(keys(server)).containsAll(tasks(acknowledged)));
            assertThat(acknowledged).hasSize(events);
            assertThat(node.get("/metrics").body()).contains("nats_reconnect_total 1.0");
            assertThat(node.linesWith("connection state=reconnecting")).isEqualTo(1);
            assertThat(node.linesWith("connection state=reconnected")).isEqualTo(1);
        }
    }

    @Test
    void aNodeKilledWithAFullRiverDoesAllOfItAfterItsRestart() throws Exception {
        try (NatsServer server = NatsServer.start()) {
            try (NodeProcess first = node(server).awaitReady()) {
                first.terminate();
                assertThat(first.awaitExit()).isEqualTo(ProcessExitCodes.TERMINATED);
            }
            List<String> queued =
                    IntStream.range(0, 1_000).mapToObj(n -> "evt_q" + n).toList();
            fill(server, queued);
            try (NodeProcess killed = node(server)) {
                await().atMost(PATIENCE).until(() -> keys(server).size() > 50);
                killed.kill();
            }

            try (NodeProcess node = node(server).awaitReady()) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(keys(server)).containsAll(tasks(queued)));
                assertThat(node.linesWith("ERROR")).isZero();
            }
        }
    }

    @Test
    void poisonGoesToTheDeadLettersAndTheRestFlows() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = node(server).awaitReady()) {
            try (Connection other = Nats.connect(server.url())) {
                for (int n = 0; n < 2_000; n++) {
                    other.publish("river.stripe.webhook", "poison".getBytes(StandardCharsets.UTF_8));
                    if (n == 1_000) {
                        other.flush(PATIENCE);
                        postUntilStored(node, "evt_p");
                    }
                }
                other.flush(PATIENCE);
            }

            awaitTask(node, "task-cus_1-evt_p");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(messages(server, "DEADLETTER")).isEqualTo(2_000));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(messages(server, "RIVER")).isZero());
        }
    }

    @Test
    void withoutAServerTheAttemptsAreCountedAndTheNodeSaysSoAndEnds() throws Exception {
        String nowhere = "nats://127.0.0.1:" + ReservedPorts.free();
        Map<String, String> variables =
                Map.of("NATS_URL", nowhere, "NATS_RETRY_ATTEMPTS", "3", "NATS_RETRY_INTERVAL", "1s");
        try (NodeProcess node = NodeProcess.run(variables)) {
            assertThat(node.status("/livez")).isEqualTo(200);
            assertThat(node.status("/readyz")).isEqualTo(503);

            assertThat(node.awaitExit()).isEqualTo(ProcessExitCodes.UNREACHABLE);
            assertThat(node.output())
                    .contains("attempt 1 of 3")
                    .contains("attempt 2 of 3")
                    .contains("attempt 3 of 3");
        }
    }

    @Test
    void aTakenHttpPortIsNamed() throws Exception {
        try (NatsServer server = NatsServer.start();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                NodeProcess node = NodeProcess.run(Map.of(
                        "NATS_URL", server.url(), "NIMSFOREST_HTTP_PORT", Integer.toString(taken.getLocalPort())))) {
            assertThat(node.awaitExit()).isEqualTo(ProcessExitCodes.CONFIGURATION);
            assertThat(node.output()).contains("127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void twoNodesShareTheLoad() {
        try (NatsServer server = NatsServer.start();
                NodeProcess one = node(server).awaitReady();
                NodeProcess two = node(server).awaitReady()) {
            List<String> events =
                    IntStream.range(0, 400).mapToObj(n -> "evt_s" + n).toList();

            events.forEach(event -> postUntilStored(one, event));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(keys(server))
                            .filteredOn(key -> key.startsWith("task-"))
                            .hasSize(events.size()));
            assertThat(leavesKept(one)).isPositive();
            assertThat(leavesKept(two)).isPositive();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(leavesKept(one) + leavesKept(two)).isGreaterThanOrEqualTo(events.size()));
        }
    }

    private static NodeProcess node(NatsServer server) {
        return NodeProcess.run(Map.of(
                "NATS_URL",
                server.url(),
                "NATS_MONITOR_URL",
                server.monitorUrl().toString(),
                "NATS_RECONNECT_WAIT",
                "200ms"));
    }

    /** As a webhook's sender does: sends again until it is told that the event is kept. */
    private static String postUntilStored(NodeProcess node, String event) {
        if (!isStored(node, event)) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> isStored(node, event));
        }
        return event;
    }

    private static boolean isStored(NodeProcess node, String event) {
        return node.post("/river/stripe.webhook", succeeded(event, 100)).statusCode() == 201;
    }

    private static HttpResponse<String> awaitTask(NodeProcess node, String key) {
        return await().atMost(PATIENCE).until(() -> node.get("/soil/" + key), found -> found.statusCode() == 200);
    }

    private static String succeeded(String event, int amount) {
        return """
                {"id":"%s","object":"event","type":"charge.succeeded","data":{"object":{"id":"ch_1","object":"charge",
                "customer":"cus_1","amount":%d,"currency":"usd","metadata":{"item_id":"book"}}}}""".formatted(event, amount);
    }

    private static void fill(NatsServer server, List<String> events) throws Exception {
        try (Connection other = Nats.connect(server.url())) {
            JetStream river = other.jetStream();
            for (String event : events) {
                String data =
                        Base64.getEncoder().encodeToString(succeeded(event, 100).getBytes(StandardCharsets.UTF_8));
                String message = "{\"subject\":\"river.stripe.webhook\",\"data\":\"" + data
                        + "\",\"ts\":\"2026-11-23T23:21:36.087802027Z\"}";
                river.publish("river.stripe.webhook", message.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static List<String> tasks(Iterable<String> events) {
        return java.util.stream.StreamSupport.stream(events.spliterator(), false)
                .map(event -> "task-cus_1-" + event)
                .toList();
    }

    private static List<String> keys(NatsServer server) {
        try (Connection other = Nats.connect(server.url())) {
            KeyValueStatus status = other.keyValueManagement().getStatus("SOIL");
            return other.keyValue(status.getBucketName()).keys();
        } catch (Exception failure) {
            return List.of();
        }
    }

    private static long messages(NatsServer server, String stream) throws Exception {
        try (Connection other = Nats.connect(server.url())) {
            return other.jetStreamManagement()
                    .getStreamInfo(stream)
                    .getStreamState()
                    .getMsgCount();
        }
    }

    private static long leavesKept(NodeProcess node) {
        return node.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("nimsforest_leaves_kept_total "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }
}
