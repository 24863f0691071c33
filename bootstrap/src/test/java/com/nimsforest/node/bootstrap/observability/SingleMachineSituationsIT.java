package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.SignedCertificates;
import com.nimsforest.node.bootstrap.NodeProcess;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is told of each situation of one machine in the runbook's table, and of a mesh that was never whole. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class SingleMachineSituationsIT {
    private static final Duration STALLED = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(30);

    static NodeProcess beside(NatsServer server, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "NATS_URL", server.url(),
                "NATS_MONITOR_URL", server.monitorUrl().toString(),
                "NATS_RECONNECT_WAIT", "200ms"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return NodeProcess.run(settings);
    }

    @Test
    void jetStreamIsOff() {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = beside(server).awaitReady()) {
            server.jetStream(false).restart();

            new ObservedNode(node)
                    .isSoon(new RunbookSituation(
                            503,
                            503,
                            "jetstream",
                            "DOWN: waiting for JetStream: it is not enabled on the server",
                            "nats_jetstream_available",
                            0,
                            "; jetstream DOWN: waiting for JetStream",
                            "jetstream-off"));
        }
    }

    @Test
    void theFirstMachineOfAMeshHasNoLeader() {
        try (ObservedMesh mesh = ObservedMesh.beside(NatsMesh.start(1))) {
            mesh.startNodes(1);
            assertThat(mesh.node(0).status("/livez")).isEqualTo(200);

            mesh.observed(0)
                    .isSoon(new RunbookSituation(
                            503,
                            503,
                            "jetstream",
                            "DOWN: waiting for machines: 1 of 3; JetStream has no leader yet",
                            "nats_cluster_meta_leader",
                            0,
                            "1 of 3 machines; jetstream DOWN: waiting for machines: 1 of 3",
                            "no-meta-leader"));
        }
    }

    @Test
    void whatCannotBeReadBecomesADeadLetter() {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = beside(server).awaitReady()) {
            assertThat(node.post("/river/stripe.webhook", "no JSON").statusCode())
                    .isEqualTo(201);

            ObservedNode observed = new ObservedNode(node);
            observed.isSoon(new RunbookSituation(
                    200, 200, "pipeline", "UP: ", "nimsforest_dead_letters_waiting", 1, "connected to ", ""));
            assertThat(observed.health()
                            .at("/components/pipeline/details/deadLetters")
                            .asInt())
                    .isEqualTo(1);
            assertThat(observed.status().path("deadLetters").asInt()).isEqualTo(1);
        }
    }

    @Test
    void theDiskIsNearlyFull(@TempDir Path folder) throws Exception {
        try (NatsServer server = NatsServer.builder()
                        .withoutJetStream()
                        .line("jetstream { store_dir: \"" + folder + "\", max_mem: 1MB, max_file: 2MB }")
                        .start();
                NodeProcess node = beside(server).awaitReady();
                Connection stranger = Nats.connect(server.url())) {
            addOther(stranger);
            byte[] piece = new byte[131_000];
            for (int number = 0; number < 14; number++) {
                stranger.jetStream().publish("other", piece);
            }

            ObservedNode observed = new ObservedNode(node);
            observed.isSoon(new RunbookSituation(
                    200,
                    200,
                    "jetstream",
                    "DEGRADED: JetStream has used 8",
                    "nats_jetstream_storable_bytes",
                    2 * 1024 * 1024,
                    "; jetstream DEGRADED: JetStream has used ",
                    "disk-full"));
            assertThat(observed.metric("nats_jetstream_stored_bytes")).isGreaterThan(1_700_000);

            fill(stranger, piece);

            RunbookReasons.isTold(node, "storage_full");
            assertThat(node.status("/readyz")).isEqualTo(503);
            stranger.jetStreamManagement().purgeStream("OTHER");
            await().atMost(SOON).until(() -> node.status("/readyz") == 200);
        }
    }

    @Test
    void theAccountHasUsedWhatItMayStore() throws Exception {
        try (NatsServer server = NatsServer.builder()
                        .line("accounts { A: { jetstream: { max_file: 1MB, max_mem: 1MB },"
                                + " users: [ { user: a, password: a } ] } }")
                        .line("no_auth_user: a")
                        .start();
                NodeProcess node = beside(server).awaitReady();
                Connection stranger = Nats.connect(server.url())) {
            addOther(stranger);

            while (stranger.jetStreamManagement().getAccountStatistics().getStorage() < 930_000) {
                stranger.jetStream().publish("other", new byte[20_000]);
            }
            RunbookReasons.isTold(node, "account_nearly_full");
            assertThat(node.status("/readyz")).isEqualTo(200);

            fill(stranger, new byte[300]);
            RunbookReasons.isTold(node, "storage_full");
            assertThat(node.status("/readyz")).isEqualTo(503);
            stranger.jetStreamManagement().purgeStream("OTHER");
            await().atMost(SOON).until(() -> node.status("/readyz") == 200);
        }
    }

    /** A stream that is none of the forest's, and takes its room. */
    private static void addOther(Connection stranger) throws Exception {
        stranger.jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name("OTHER")
                        .subjects("other")
                        .build());
    }

    private static void fill(Connection stranger, byte[] piece) {
        assertThatThrownBy(() -> {
                    for (int number = 0; number < 1000; number++) {
                        stranger.jetStream().publish("other", piece);
                    }
                })
                .isInstanceOf(JetStreamApiException.class);
    }

    @Test
    void aCertificateIsAboutToExpire(@TempDir Path folder) {
        SignedCertificates certificates = new SignedCertificates(folder).sign("server", "EC", "ip:127.0.0.1", 2);
        try (NatsServer server = NatsServer.builder()
                        .line("tls { cert_file: \"" + certificates.certificateOf("server") + "\", key_file: \""
                                + certificates.keyOf("server") + "\" }")
                        .start();
                NodeProcess node =
                        beside(server, "NATS_CA", certificates.ca().toString()).awaitReady()) {
            ObservedNode observed = new ObservedNode(node);
            observed.isSoon(new RunbookSituation(
                    200,
                    200,
                    "nats",
                    "DEGRADED: the server's certificate ends at ",
                    "nats_connection_status",
                    1,
                    "; nats DEGRADED: the server's certificate ends at ",
                    "certificate-expiring"));
            assertThat(observed.metric("nats_certificate_expiry_timestamp_seconds{certificate=\"server\"}"))
                    .isLessThan(ZonedDateTime.now().plusDays(3).toEpochSecond());
            assertThat(observed.status().at("/members/0/certificateExpires").asString())
                    .isNotEmpty();
        }
    }

    @Test
    void aConsumerIsPaused() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = beside(server).awaitReady();
                Connection operator = Nats.connect(server.url())) {
            JetStreamManagement streams = operator.jetStreamManagement();
            // A node is ready when it can keep what comes, which may be before somebody takes it on.
            List<String> names =
                    await().atMost(SOON).until(() -> streams.getConsumerNames("RIVER"), found -> !found.isEmpty());
            String trees = names.get(0);
            streams.pauseConsumer("RIVER", trees, ZonedDateTime.now().plusHours(1));
            assertThat(node.post("/river/stripe.webhook", "{}").statusCode()).isEqualTo(201);

            new ObservedNode(node)
                    .isWithin(
                            STALLED.plusSeconds(10),
                            new RunbookSituation(
                                    200,
                                    200,
                                    "pipeline",
                                    "DEGRADED: consumer trees is paused until",
                                    "nats_consumer_stalled{consumer=\"trees\",stream=\"RIVER\"}",
                                    1,
                                    "; pipeline DEGRADED: consumer trees is paused until",
                                    "stalled"));
            await().atMost(STALLED).until(() -> new ObservedNode(node).metric("nats_watchdog_revivals_total") >= 1);
        }
    }

    @Test
    void aMessageNearlyAgesOut() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = beside(server).awaitReady();
                Connection operator = Nats.connect(server.url())) {
            JetStreamManagement streams = operator.jetStreamManagement();
            List<String> names =
                    await().atMost(SOON).until(() -> streams.getConsumerNames("RIVER"), found -> !found.isEmpty());
            streams.updateStream(
                    StreamConfiguration.builder(streams.getStreamInfo("RIVER").getConfiguration())
                            .maxAge(Duration.ofSeconds(50))
                            .duplicateWindow(Duration.ofSeconds(30))
                            .build());
            streams.pauseConsumer("RIVER", names.get(0), ZonedDateTime.now().plusHours(1));
            assertThat(node.post("/river/stripe.webhook", "{}").statusCode()).isEqualTo(201);

            ObservedNode observed = new ObservedNode(node);
            // One after another, so that there is one of that age from now on.
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> node.post("/river/stripe.webhook", "{}").statusCode() == 201
                            && observed.metric(
                                            "nats_consumer_retention_used_ratio{consumer=\"trees\",stream=\"RIVER\"}")
                                    > 0.8);
            RunbookReasons.isTold(node, "consumer_nearly_aged_out");
            assertThat(observed.metric("nats_consumer_oldest_seconds{consumer=\"trees\",stream=\"RIVER\"}"))
                    .isGreaterThan(40);
        }
    }
}
