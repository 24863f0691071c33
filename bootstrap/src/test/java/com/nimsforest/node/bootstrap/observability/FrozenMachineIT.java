package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/**
 * A server that is stopped by a signal keeps its routes and answers nobody: the others name it within ten seconds, by each of
 * their ways, and the node beside it claims nothing about them. Each machine in turn, so that the meta leader is among them.
 * Alone, since the ten seconds include elections: beside other meshes, these wait for the same disk and processors.
 */
@Isolated
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrozenMachineIT {
    /** More than the three machines in turn, when asked for. */
    private static final int RUNS = Integer.getInteger("frozen.runs", 3);

    private static final Duration NAMED = Duration.ofSeconds(10);
    /** Much longer than a server that nobody tells of is judged. */
    private static final Duration LEADERLESS = Duration.ofSeconds(20);

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private ObservedMesh mesh;

    @BeforeAll
    void startMesh() {
        mesh = ObservedMesh.start();
        awaitWhole();
    }

    @AfterAll
    void stopMesh() {
        mesh.close();
    }

    private void awaitWhole() {
        mesh.observedNodes()
                .forEach(observed -> await().atMost(RECOVERY).untilAsserted(() -> {
                    assertThat(observed.summary()).endsWith(", 3 of 3 machines, R3");
                    assertThat(observed.status().at("/cluster/outlook").asString())
                            .isEqualTo("3 of 3, one may be lost");
                }));
    }

    @Test
    void aFrozenMachineIsNamedWithinTenSeconds() {
        for (int run = 0; run < RUNS; run++) {
            int frozen = run % 3;
            NatsServer server = mesh.servers().server(frozen);
            long begin = System.nanoTime();
            server.freeze();

            try {
                others(frozen).forEach(observed -> awaitNamed(observed, server.name(), begin));
                awaitCutOff(mesh.observed(frozen));
            } finally {
                server.thaw();
            }
            awaitWhole();
        }
    }

    @Test
    void twoFrozenMachinesStayNamedThoughNobodyLeads() {
        int lone = 0;
        List<NatsServer> frozen =
                List.of(mesh.servers().server(1), mesh.servers().server(2));
        frozen.forEach(NatsServer::freeze);

        try {
            await().atMost(RECOVERY).untilAsserted(() -> assertBothNamed(mesh.observed(lone), frozen));
            await().during(LEADERLESS).atMost(RECOVERY).until(() -> {
                assertBothNamed(mesh.observed(lone), frozen);
                return true;
            });
        } finally {
            frozen.forEach(NatsServer::thaw);
        }
        awaitWhole();
    }

    private static void assertBothNamed(ObservedNode observed, List<NatsServer> frozen) {
        JsonNode cluster = observed.status().path("cluster");
        assertThat(cluster.path("missing").toString())
                .contains(frozen.get(0).name())
                .contains(frozen.get(1).name());
        assertThat(cluster.path("connected").asInt()).isEqualTo(1);
        assertThat(cluster.path("quorum").asBoolean()).isFalse();
    }

    private List<ObservedNode> others(int frozen) {
        return IntStream.range(0, 3)
                .filter(machine -> machine != frozen)
                .mapToObj(mesh::observed)
                .toList();
    }

    private static void awaitNamed(ObservedNode observed, String name, long begin) {
        Duration gone = Duration.ofNanos(System.nanoTime() - begin);
        await(name + " is named").atMost(NAMED.minus(gone)).untilAsserted(() -> {
            JsonNode cluster = observed.health().at("/components/cluster");
            assertThat(cluster.at("/reason").asString())
                    .isEqualTo("2 of 3 machines, missing: " + name + "; still routed, but no answer");
            assertThat(cluster.at("/details/missing").toString()).isEqualTo("[\"" + name + "\"]");
            assertThat(cluster.at("/details/mayStillBeLost").asInt(-1)).isZero();
            assertThat(observed.metric("nats_cluster_peers")).isEqualTo(1);
            assertThat(observed.metric("nimsforest_problem{kind=\"machines_silent\"}"))
                    .isEqualTo(1);
            JsonNode status = observed.status();
            assertThat(status.at("/cluster/missing").toString()).contains(name);
            assertThat(status.at("/cluster/outlook").asString()).isEqualTo("2 of 3, one more loss stops writes");
            assertThat(observed.refersTo("machine-frozen")).isTrue();
            assertThat(observed.refersTo("node-down")).isFalse();
            assertThat(observed.node().get("/readyz?verbose").body()).contains(name);
        });
    }

    private static void awaitCutOff(ObservedNode observed) {
        await("the node beside it is cut off").atMost(NAMED).untilAsserted(() -> {
            assertThat(observed.component("nats")).startsWith("DOWN: not connected to ");
            assertThat(observed.component("cluster"))
                    .isEqualTo("DEGRADED: this node is cut off: how the other machines are is not known here");
            assertThat(observed.health()
                            .at("/components/cluster/details/missing")
                            .toString())
                    .isEqualTo("[]");
            JsonNode status = observed.status();
            assertThat(status.at("/cluster/missing").toString()).isEqualTo("[]");
            assertThat(status.at("/cluster/outlook").asString())
                    .isEqualTo("how many machines may be lost is not known here");
            assertThat(status.at("/problems").size()).isEqualTo(1);
        });
    }
}
