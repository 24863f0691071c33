package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import java.time.Duration;
import java.time.ZonedDateTime;
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

    private static void isAtLeast(ObservedNode observed, String metric, double value) {
        await(metric).atMost(SOON).until(() -> observed.metric(metric) >= value);
    }
}
