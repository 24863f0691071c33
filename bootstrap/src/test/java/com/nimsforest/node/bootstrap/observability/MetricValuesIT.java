package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Each metric takes another value than its first one when a real server gives it cause. */
class MetricValuesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PAYMENT =
            "{\"id\":\"evt_1\",\"type\":\"charge.succeeded\",\"data\":{\"object\":{\"id\":\"ch_1\","
                    + "\"customer\":\"c1\",\"amount\":15000,\"currency\":\"usd\"}}}";

    @Test
    void whatFlowsIsCounted() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady();
                Connection operator = Nats.connect(server.url())) {
            ObservedNode observed = new ObservedNode(node);
            JetStreamManagement streams = operator.jetStreamManagement();
            await().atMost(SOON).until(() -> !streams.getConsumerNames("RIVER").isEmpty());
            assertThat(node.post("/river/stripe.webhook", PAYMENT).statusCode()).isEqualTo(201);
            assertThat(node.post("/river/stripe.webhook", "not JSON").statusCode())
                    .isEqualTo(201);
            assertThat(node.post("/river/stripe.webhok", PAYMENT).statusCode()).isEqualTo(404);
            isAtLeast(observed, "nimsforest_river_refused_total", 1);
            assertThat(observed.metric("nimsforest_build_info{version=\"0.1.0\"}"))
                    .isEqualTo(1);

            isAtLeast(observed, "nats_connection_state{state=\"connected\"}", 1);
            isAtLeast(observed, "nats_connection_round_trip_seconds", 0.000001);
            isAtLeast(observed, "nats_connect_attempts_total{outcome=\"success\"}", 1);
            isAtLeast(observed, "nats_cluster_expected", 1);
            isAtLeast(observed, "nats_stream_usable{stream=\"RIVER\"}", 1);
            isAtLeast(observed, "nats_stream_desired_replicas{stream=\"RIVER\"}", 1);
            isAtLeast(observed, "nats_stream_messages{stream=\"HUMUS\"}", 1);
            isAtLeast(observed, "nimsforest_ready", 1);
            isAtLeast(observed, "nimsforest_river_stored_total", 2);
            isAtLeast(observed, "nimsforest_leaves_kept_total", 1);
            isAtLeast(observed, "nimsforest_leaves_blown_total", 1);
            isAtLeast(observed, "nimsforest_composts_added_total", 1);
            isAtLeast(observed, "nimsforest_soil_changes_total", 1);
            isAtLeast(observed, "nimsforest_dead_letters_total", 1);
            isAtLeast(observed, "nimsforest_hop_duration_seconds_count{hop=\"tree\"}", 1);
            isAtLeast(observed, "nimsforest_hop_duration_seconds_max{hop=\"nim\"}", 0.000001);

            for (String consumer : streams.getConsumerNames("RIVER")) {
                streams.pauseConsumer("RIVER", consumer, ZonedDateTime.now().plusHours(1));
            }
            node.post("/river/stripe.webhook", PAYMENT.replace("evt_1", "evt_2"));
            isAtLeast(observed, "nats_consumer_pending{consumer=\"trees\",stream=\"RIVER\"}", 1);
            isAtLeast(observed, "nimsforest_health_status{component=\"pipeline\"}", 1);
        }
    }

    @Test
    void wrongTokensAreCounted() {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = SingleMachineSituationsIT.beside(
                                server, "NIMSFOREST_HTTP_TOKEN", "a-right-token-of-a-test")
                        .awaitReady()) {
            assertThat(node.get("/metrics", "a-wrong-token").statusCode()).isEqualTo(401);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(node.get("/metrics", "a-right-token-of-a-test")
                                    .body())
                            .containsPattern("nimsforest_http_wrong_tokens_total [1-9]"));
        }
    }

    @Test
    void whatIsLostAndComesBackIsCounted() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady()) {
            ObservedNode observed = new ObservedNode(node);
            server.kill();
            isAtLeast(observed, "nats_disconnects_total", 1);
            isAtLeast(observed, "nimsforest_health_status{component=\"nats\"}", 2);
            assertThat(node.post("/river/stripe.webhook", PAYMENT).statusCode()).isEqualTo(503);
            isAtLeast(observed, "nimsforest_river_refused_total", 1);
            isAtLeast(observed, "nats_connect_attempts_total{outcome=\"failure\"}", 1);
            assertThat(observed.metric("nimsforest_ready")).isZero();
            server.restart();
            isAtLeast(observed, "nats_reconnect_total", 1);
            isAtLeast(observed, "nimsforest_ready", 1);
        }
    }

    @Test
    void whatIsDoneAgainIsCounted() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady();
                Connection operator = Nats.connect(server.url())) {
            ObservedNode observed = new ObservedNode(node);
            await().atMost(SOON)
                    .until(() ->
                            node.post("/river/stripe.webhook", PAYMENT, "one").statusCode() == 201);
            assertThat(node.post("/river/stripe.webhook", PAYMENT, "one").statusCode())
                    .isEqualTo(200);
            isAtLeast(observed, "nimsforest_river_duplicates_total", 1);

            operator.publish("humus.tester.create", compost("create", "twice"));
            operator.publish("humus.tester.create", compost("create", "twice"));
            isAtLeast(observed, "nimsforest_soil_creates_of_existing_total", 1);
            await("another writer comes between")
                    .atMost(SOON)
                    .until(() -> race(operator) && observed.metric("nimsforest_soil_conflicts_total") >= 1);

            server.freeze();
            CompletableFuture<Integer> late = CompletableFuture.supplyAsync(
                    () -> node.post("/river/stripe.webhook", PAYMENT, "late").statusCode());
            isAtLeast(observed, "nats_disconnects_total", 1);
            server.thaw();
            isAtLeast(observed, "nats_publish_repeats_total", 1);
            assertThat(late.join()).isIn(200, 201, 503);
        }
    }

    /** Both write the same entry, so that one of them comes too late now and then. */
    private static boolean race(Connection other) {
        for (int n = 0; n < 50; n++) {
            other.publish("humus.tester.update", compost("update", "busy"));
            other.publish("$KV.SOIL.busy", "1".getBytes(StandardCharsets.UTF_8));
        }
        return true;
    }

    private static byte[] compost(String action, String entity) {
        return ("{\"entity\":\"" + entity + "\",\"action\":\"" + action
                        + "\",\"data\":{\"n\":1},\"nim\":\"tester\",\"ts\":\"2026-01-02T03:04:05Z\",\"slot\":0}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsGivenOutAgainIsCounted() throws Exception {
        String user = "authorization { users: [ { user: a, password: b%s } ] }";
        try (NatsServer server = NatsServer.builder()
                        .line(user.formatted(", permissions: { publish: { deny: [\"deadletter.>\"] } }"))
                        .line("no_auth_user: a")
                        .start();
                NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady()) {
            ObservedNode observed = new ObservedNode(node);
            await().atMost(SOON)
                    .until(() -> node.post("/river/stripe.webhook", "not JSON").statusCode() == 201);

            isAtLeast(observed, "nats_consumer_unacknowledged{consumer=\"trees\",stream=\"RIVER\"}", 1);
            isAtLeast(observed, "nats_redeliveries_total", 1);
            isAtLeast(observed, "nats_consumer_redelivered{consumer=\"trees\",stream=\"RIVER\"}", 1);
        }
    }

    @Test
    void whatTheSoilReflectsAlreadyIsCounted() throws Exception {
        try (NatsServer server = NatsServer.start()) {
            try (NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady()) {
                await().atMost(SOON)
                        .until(() -> node.post("/river/stripe.webhook", PAYMENT).statusCode() == 201);
                await().atMost(SOON).until(() -> node.status("/soil/task-c1-evt_1") == 200);
            }
            try (Connection operator = Nats.connect(server.url())) {
                JetStreamManagement streams = operator.jetStreamManagement();
                for (String consumer : streams.getConsumerNames("HUMUS")) {
                    streams.deleteConsumer("HUMUS", consumer);
                }
            }
            try (NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady()) {
                isAtLeast(new ObservedNode(node), "nimsforest_soil_unchanged_total", 1);
            }
        }
    }

    @Test
    void aLeafWithThePositionOfOneThatItsEntityIncludesIsCounted() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady();
                Connection stranger = Nats.connect(server.url())) {
            await().atMost(SOON)
                    .until(() -> node.post("/river/stripe.webhook", PAYMENT).statusCode() == 201);
            await().atMost(SOON).until(() -> node.status("/soil/customer-c1") == 200);
            MessageInfo leaf = stranger.jetStreamManagement().getLastMessage("LEAVES", "payment.completed");
            Headers forged =
                    new Headers().put("Nimsforest-Position", leaf.getHeaders().getFirst("Nimsforest-Position"));

            stranger.jetStream().publish("payment.completed", forged, leaf.getData());

            isAtLeast(new ObservedNode(node), "nimsforest_leaves_applied_before_total", 2);
        }
    }

    private static void isAtLeast(ObservedNode observed, String metric, double value) {
        await(metric).atMost(SOON).until(() -> observed.metric(metric) >= value);
    }
}
