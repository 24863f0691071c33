package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * What is told of each situation of a mesh in the runbook's table, by every way there is. All on one mesh, from its first day
 * to its last, while payments come in.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MeshSituationsIT {
    /** Not the bucket of the identities: the node beside the server that stands alone for a moment may write there. */
    private static final List<String> OTHER_STREAMS = List.of("RIVER", "ASIDE", "LEAVES", "HUMUS", "SOIL");

    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration DIVERGENCE = Duration.ofSeconds(60);
    private static final int FORGOTTEN_FROM = 10;
    private static final int FORGOTTEN_TO = 15;

    private ObservedMesh mesh;
    private PaymentLoad payments = PaymentLoad.to();

    @BeforeAll
    void startMesh() {
        mesh = ObservedMesh.beside(NatsMesh.start(2));
    }

    @AfterAll
    void stopMesh() {
        mesh.close();
        payments.close();
    }

    private NatsServer server(int machine) {
        return mesh.servers().server(machine);
    }

    private void awaitWhole() {
        String all = ", 3 of 3 machines, R3";
        mesh.observedNodes()
                .forEach(observed -> await().atMost(RECOVERY).until(observed::summary, line -> line.endsWith(all)));
    }

    @Test
    @Order(1)
    void oneReplicaWhereThreeAreWanted() {
        mesh.startNodes(2);
        mesh.nodes().forEach(NodeProcess::awaitReady);

        mesh.observed(0)
                .isSoon(new RunbookSituation(
                        200,
                        200,
                        "jetstream",
                        "DEGRADED: RIVER: 1 of 3 replicas",
                        "nats_stream_replicas{stream=\"RIVER\"}",
                        1,
                        "R1 instead of R3",
                        "machine-missing"));
        RunbookReasons.isConsequence(mesh.node(0), "replicas_too_few");

        mesh.servers().join();
        mesh.startNodes(1);
        awaitWhole();
        fillDeadLetters();
        payments = PaymentLoad.to(mesh.node(0));
        payments.awaitMore(1);
    }

    /** Their stream is one that a client may delete from, so that a replica of it can be made to forget. */
    private void fillDeadLetters() {
        for (int number = 0; number <= FORGOTTEN_TO; number++) {
            await().atMost(RECOVERY)
                    .until(() -> mesh.node(0)
                                    .post("/river/stripe.webhook", "no JSON")
                                    .statusCode()
                            == 201);
        }
        await().atMost(RECOVERY).until(() -> mesh.observed(0).metric("nimsforest_dead_letters_waiting") > FORGOTTEN_TO);
    }

    @Test
    @Order(2)
    void aServerIsKilled() {
        server(1).kill();

        mesh.observed(1)
                .isSoon(new RunbookSituation(
                        503,
                        503,
                        "nats",
                        "DOWN: not connected to " + server(1).url() + ": connection refused",
                        "nats_connection_status",
                        0,
                        "not connected to " + server(1).url(),
                        "not-connected"));
        mesh.observed(0).isSoon(missing(1));

        server(1).restart();
        awaitWhole();
    }

    @Test
    @Order(3)
    void theJetStreamOfOneServerIsOff() {
        server(1).jetStream(false).restart();

        RunbookReasons.isTold(mesh.node(1), "jetstream_switched_off");
        RunbookReasons.isConsequence(mesh.node(1), "replicas_behind");
        // What the server led has another leader first.
        await().atMost(RECOVERY).until(() -> mesh.node(1).status("/readyz") == 200);

        server(1).jetStream(true).restart();
        awaitWhole();
    }

    private RunbookSituation missing(int machine) {
        return new RunbookSituation(
                200,
                200,
                "cluster",
                "DEGRADED: 2 of 3 machines, missing: " + server(machine).name(),
                "nats_cluster_peers",
                1,
                "2 of 3 machines, R3",
                "machine-missing");
    }

    @Test
    @Order(4)
    void aServerStandsStill() {
        server(1).freeze();

        mesh.observed(0)
                .isSoon(new RunbookSituation(
                        200,
                        200,
                        "jetstream",
                        "DEGRADED: ",
                        "nats_stream_current_replicas{stream=\"RIVER\"}",
                        2,
                        "R3",
                        "machine-frozen"));
        mesh.observed(1)
                .isSoon(new RunbookSituation(
                        503,
                        503,
                        "nats",
                        "DOWN: not connected to " + server(1).url(),
                        "nats_connection_status",
                        0,
                        "not connected to " + server(1).url(),
                        "not-connected"));

        String lag = "nats_stream_replica_lag{server=\"" + server(1).name() + "\",stream=\"RIVER\"}";
        await(lag).atMost(RECOVERY).until(() -> mesh.observed(0).metric(lag) > 0);

        server(1).thaw();
        awaitWhole();
    }

    @Test
    @Order(5)
    void aReplicaThatForgotWhatItAcknowledged() throws Exception {
        assertThat(mesh.nodes())
                .allSatisfy(node ->
                        assertThat(node.linesWith("between its replicas")).isZero());
        forgetInTheMiddle(mesh, 2);

        for (ObservedNode observed : mesh.observedNodes()) {
            observed.isWithin(
                    DIVERGENCE,
                    new RunbookSituation(
                            200,
                            200,
                            "jetstream",
                            "DEGRADED: DEADLETTER differs between its replicas: ",
                            "nats_stream_diverged{stream=\"DEADLETTER\"}",
                            1,
                            "; jetstream DEGRADED: DEADLETTER differs between its replicas: ",
                            "diverged"));
        }

        mesh.nodes()
                .forEach(node -> assertThat(OTHER_STREAMS)
                        .allSatisfy(stream -> assertThat(node.linesWith(stream + " differs between its replicas"))
                                .isZero()));
        server(2).kill();
        server(2).wipe().restart();
        awaitWhole();
    }

    /** What no server does by itself, and a disk that lies can do. */
    private static void forgetInTheMiddle(ObservedMesh mesh, int machine) throws Exception {
        NatsServer server = mesh.servers().leave(machine);
        try (Connection alone = Nats.connect(server.url())) {
            for (long sequence = FORGOTTEN_FROM; sequence < FORGOTTEN_TO; sequence++) {
                alone.jetStreamManagement().deleteMessage("DEADLETTER", sequence);
            }
        }
        mesh.servers().comeBack(machine);
    }

    /** As full disks make them do. */
    @Test
    @Order(6)
    void theJetStreamOfTwoServersIsOff() {
        for (int machine : List.of(1, 2)) {
            server(machine).jetStream(false).restartWithoutLeader();
        }

        await().atMost(RECOVERY).until(() -> mesh.node(0).status("/readyz") == 503);
        RunbookReasons.isConsequence(mesh.node(0), "jetstream_unavailable");
        await().atMost(RECOVERY).untilAsserted(() -> {
            JsonNode first = mesh.observed(0).status().path("problems").path(0);
            assertThat(first.path("kind").asString()).isEqualTo("jetstream_switched_off");
            assertThat(first.path("status").asString()).isEqualTo("DOWN");
        });

        for (int machine : List.of(1, 2)) {
            server(machine).jetStream(true).restartWithoutLeader();
        }
        awaitWhole();
    }

    @Test
    @Order(7)
    void aMachineIsGone() {
        mesh.node(2).kill();
        server(2).kill();

        mesh.observed(0).isSoon(missing(2));
        RunbookReasons.isConsequence(mesh.node(0), "replicas_behind");
    }

    @Test
    @Order(8)
    void twoMachinesAreGone() {
        mesh.node(1).kill();
        server(1).kill();

        mesh.observed(0)
                .isSoon(new RunbookSituation(
                        503,
                        503,
                        "cluster",
                        "DOWN: 1 of 3 machines, missing: ",
                        "nats_cluster_quorum",
                        0,
                        "1 of 3 machines",
                        "no-quorum"));
    }
}
