package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.command.CommandResult;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.observability.NatsCli.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code status} as it is typed on a machine: without a word about the other machines, and beside the real nats CLI. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StatusCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private static ObservedMesh mesh;

    @BeforeAll
    static void startMesh() {
        mesh = ObservedMesh.start();
    }

    @AfterAll
    static void stopMesh() {
        mesh.close();
    }

    @Test
    @Order(1)
    void tellsOfTheWholeForestInEachForm() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(0)).satisfies(typed -> {
                    assertThat(typed.exitCode()).isEqualTo(ProcessExitCodes.DONE);
                    assertThat(typed.out())
                            .startsWith("UP  connected to " + name(0) + ", 3 of 3 machines, R3\n")
                            .contains(name(1), name(2), "node-1", "node-2", "node-3", "KV_SOIL", "LEAVES", "trees");
                    assertThat(typed.err()).isEmpty();
                }));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(1, "--format", "nagios")).satisfies(typed -> {
                    assertThat(typed.out())
                            .startsWith("NIMSFOREST OK - connected to " + name(1)
                                    + ", 3 of 3 machines, R3|machines=3;3:;2:;0;3 ");
                    assertThat(typed.exitCode()).isZero();
                }));
    }

    @Test
    @Order(2)
    void printsWhatTheNodeServes() {
        JsonNode typed = JSON.readTree(status(0, "-o", "json").out());
        JsonNode served = JSON.readTree(mesh.node(0).get("/status").body());

        assertThat(typed.propertyNames()).containsExactlyElementsOf(served.propertyNames());
        for (String list : List.of("members", "streams", "nodes")) {
            assertThat(names(typed, list)).as(list).containsExactlyInAnyOrderElementsOf(names(served, list));
        }
        assertThat(typed.path("cluster").path("expected").asInt()).isEqualTo(3);
    }

    @Test
    @Order(3)
    void theRealCliSaysTheSame() {
        NatsCli nats = new NatsCli(mesh.servers().server(0).url());

        // It stops waiting for answers soon after the first one.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stream(JSON.readTree(
                                        nats.say("micro", "ls", "--json").text()))
                                .map(node -> node.path("metadata").path("node").asString()))
                        .containsExactlyInAnyOrder("node-1", "node-2", "node-3"));
        assertOk(nats.say("server", "check", "connection"));
        assertOk(nats.say("server", "check", "jetstream"));
        for (JsonNode stream : JSON.readTree(status(0, "-o", "json").out()).path("streams")) {
            assertOk(nats.say(
                    "server",
                    "check",
                    "stream",
                    "--stream=" + stream.path("name").asString(),
                    "--peer-expect=" + stream.path("current").asInt(),
                    "--peer-lag-critical=10",
                    "--peer-seen-critical=10s"));
        }
    }

    @Test
    @Order(4)
    void aNodeThatIsGoneIsMissedThoughItsServerIsThere() {
        mesh.node(2).kill();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(0)).satisfies(typed -> {
                    assertThat(typed.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
                    assertThat(typed.out())
                            .startsWith("DEGRADED  ")
                            .contains("no node answers on " + name(2), "docs/RUNBOOK.md#node-down");
                }));
        assertThat(status(0, "--format", "nagios").exitCode()).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> !silence().isEmpty());
        Instant found = Instant.parse(silence());
        await().atMost(PATIENCE)
                .until(() -> Instant.parse(served().path("at").asString()).isAfter(found.plusSeconds(3)));
        assertThat(silence()).isEqualTo(found.toString());
    }

    /** Since when no node answers; empty while all do. */
    private static String silence() {
        for (JsonNode problem : served().path("problems")) {
            if (problem.path("kind").asString().equals("node_silent")) {
                return problem.path("since").asString();
            }
        }
        return "";
    }

    private static JsonNode served() {
        return JSON.readTree(mesh.node(0).get("/status").body());
    }

    @Test
    @Order(5)
    void aServerThatIsGoneIsMissedElsewhereAndToldOfBesideIt() {
        int machine = besideTheLeaderOf("RIVER");
        NatsServer gone = mesh.servers().server(machine);
        gone.kill();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(0)).satisfies(typed -> {
                    assertThat(typed.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
                    assertThat(typed.out())
                            .contains(", 2 of 3 machines", "MISSING", "2 of 3, one more loss stops writes");
                }));
        NatsCli nats = new NatsCli(mesh.servers().server(0).url());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(nats.say(
                                "server",
                                "check",
                                "stream",
                                "--stream=RIVER",
                                "--peer-expect=3",
                                "--peer-seen-critical=5s"))
                        .extracting(Said::exitCode)
                        .isEqualTo(2));
        assertThat(status(machine)).satisfies(typed -> {
            assertThat(typed.exitCode()).isEqualTo(ProcessExitCodes.UNREACHABLE);
            assertThat(typed.out()).startsWith("DOWN  not connected to " + gone.url());
        });
        assertThat(status(machine, "--format", "nagios")).satisfies(typed -> {
            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.out()).startsWith("NIMSFOREST CRITICAL - not connected to " + gone.url());
        });
    }

    /** Machine 1 or 2: a leader that never heard of a peer tells nobody how long that is silent, and the CLI is content. */
    private static int besideTheLeaderOf(String stream) {
        String leader = stream(JSON.readTree(status(0, "-o", "json").out()).path("streams"))
                .filter(object -> object.path("name").asString().equals(stream))
                .map(object -> object.path("leader").asString())
                .findFirst()
                .orElseThrow();
        return leader.equals(name(2)) ? 1 : 2;
    }

    private static void assertOk(Said said) {
        assertThat(said.text()).startsWith("OK");
        assertThat(said.exitCode()).isZero();
    }

    private static String name(int machine) {
        return mesh.servers().server(machine).name();
    }

    private static CommandResult status(int machine, String... options) {
        NatsServer server = mesh.servers().server(machine);
        Map<String, String> variables = Map.of(
                "NATS_URL",
                server.url(),
                "NATS_MONITOR_URL",
                server.monitorUrl().toString());
        String[] line = new String[options.length + 1];
        line[0] = "status";
        System.arraycopy(options, 0, line, 1, options.length);
        return CommandResult.type(variables, line);
    }

    private static List<String> names(JsonNode status, String list) {
        return stream(status.path(list))
                .map(object -> object.path("name").asString())
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
