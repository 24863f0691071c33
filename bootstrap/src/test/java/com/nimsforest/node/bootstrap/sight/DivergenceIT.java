package com.nimsforest.node.bootstrap.sight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A replica that differs from the others, on a real mesh. */
@Execution(ExecutionMode.CONCURRENT)
class DivergenceIT {
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Duration WATCHED = Duration.ofSeconds(35);
    private static final String DIVERGED = "nats_stream_diverged{stream=\"HUMUS\"}";
    private static final int MACHINE = 2;
    private static final int LOST_FROM = 10;
    private static final int LOST_TO = 15;

    @Test
    void aReplicaThatLostWhatItAcknowledgedIsAnAlarmUntilItIsMended() throws Exception {
        try (SightMesh mesh = SightMesh.start();
                Payments payments = Payments.to(mesh.node(0))) {
            payments.awaitMore(LOST_TO);
            forgetInTheMiddle(mesh);

            mesh.sights().forEach(sight -> await().atMost(AT_MOST).untilAsserted(() -> assertAlarm(sight)));

            NatsServer poorer = mesh.servers().server(MACHINE);
            poorer.kill();
            poorer.wipe().restart();

            mesh.sights()
                    .forEach(sight -> await().atMost(AT_MOST).untilAsserted(() -> {
                        assertThat(sight.metric(DIVERGED)).isZero();
                        assertThat(sight.component("jetstream")).isEqualTo("UP: ");
                    }));
        }
    }

    private static void assertAlarm(Sight sight) {
        assertThat(sight.component("jetstream")).startsWith("DEGRADED: HUMUS differs between its replicas: ");
        assertThat(sight.metric(DIVERGED)).isEqualTo(1);
        assertThat(sight.refersTo("diverged")).isTrue();
        assertThat(sight.summary()).contains("; jetstream DEGRADED: HUMUS differs");
        assertThat(sight.node().status("/healthz")).isEqualTo(200);
        assertThat(sight.node().status("/readyz")).isEqualTo(200);
    }

    /** One server dies and another one stands still; then all of them are watched for longer than an alarm takes. */
    @Test
    void serversThatComeAndGoUnderLoadAreNoAlarm() {
        try (SightMesh mesh = SightMesh.start();
                Payments payments = Payments.to(mesh.node(0), mesh.node(1), mesh.node(2))) {
            NatsServer dead = mesh.servers().server(0);
            dead.kill();
            payments.awaitMore(50);
            dead.restart();
            payments.awaitMore(50);
            NatsServer frozen = mesh.servers().server(MACHINE);
            frozen.freeze();
            payments.awaitMore(50);
            frozen.thaw();

            await().pollDelay(WATCHED).atMost(WATCHED.plus(AT_MOST)).untilAsserted(() -> payments.awaitMore(1));

            for (Sight sight : mesh.sights()) {
                assertThat(sight.node().linesWith("between its replicas")).isZero();
                assertThat(sight.metric(DIVERGED)).isZero();
            }
        }
    }

    /** What no server does by itself, and a disk that lies can do. */
    private static void forgetInTheMiddle(SightMesh mesh) throws Exception {
        NatsServer server = mesh.servers().leave(MACHINE);
        try (Connection alone = Nats.connect(server.url())) {
            forget(alone.jetStreamManagement());
        }
        mesh.servers().comeBack(MACHINE);
    }

    private static void forget(JetStreamManagement management) throws IOException, JetStreamApiException {
        for (long sequence = LOST_FROM; sequence < LOST_TO; sequence++) {
            management.deleteMessage("HUMUS", sequence);
        }
    }
}
