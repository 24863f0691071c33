package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole forest, as each node tells of it. */
class StatusEndpointIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> STREAMS =
            Set.of("RIVER", "ASIDE", "HUMUS", "LEAVES", "DEADLETTER", "KV_SOIL", "KV_NIMSFOREST");

    @Test
    void everyNodeTellsOfAllMachinesStreamsConsumersAndNodes() {
        try (ObservedMesh mesh = ObservedMesh.start()) {
            for (NodeProcess node : mesh.nodes()) {
                await().atMost(PATIENCE).untilAsserted(() -> assertWhole(status(node), mesh));
            }
        }
    }

    private static void assertWhole(JsonNode status, ObservedMesh mesh) {
        Set<String> servers =
                mesh.servers().servers().stream().map(NatsServer::name).collect(Collectors.toSet());
        assertThat(status.path("status").asString()).isEqualTo("UP");
        assertThat(status.path("summary").asString()).endsWith(", 3 of 3 machines, R3");
        assertThat(texts(status, "members", "name")).containsExactlyInAnyOrderElementsOf(servers);
        assertThat(texts(status, "members", "present")).containsOnly("true");
        assertThat(texts(status, "members", "self")).containsExactlyInAnyOrder("true", "false", "false");
        assertThat(texts(status, "members", "metaLeader")).containsExactlyInAnyOrder("true", "false", "false");
        assertThat(texts(status, "members", "version")).doesNotContain("");
        assertThat(texts(status, "members", "routes")).containsOnly("2");
        assertThat(texts(status, "members", "roundTripSeconds")).doesNotContain("");
        assertThat(texts(status, "streams", "name")).containsExactlyInAnyOrderElementsOf(STREAMS);
        assertThat(texts(status, "streams", "current")).containsOnly("3");
        assertThat(texts(status, "consumers", "name")).contains("trees", "soil");
        assertThat(texts(status, "nodes", "name")).containsExactly("node-1", "node-2", "node-3");
        assertThat(texts(status, "nodes", "status")).containsOnly("UP");
    }

    @Test
    void aSingleNodeTellsOfItselfAndStopsInOrder() {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = NodeProcess.run(Map.of(
                                "NATS_URL", server.url(),
                                "NATS_MONITOR_URL", server.monitorUrl().toString(),
                                "NODE_NAME", "alone"))
                        .awaitReady()) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode status = status(node);
                assertThat(status.path("summary").asString())
                        .isEqualTo("connected to " + server.name() + ", single machine, R1");
                assertThat(texts(status, "members", "name")).containsExactly(server.name());
                assertThat(texts(status, "members", "self")).containsExactly("true");
                assertThat(texts(status, "nodes", "name")).containsExactly("alone");
            });

            node.terminate();

            assertThat(node.awaitExit()).isEqualTo(ProcessExitCodes.TERMINATED);
            assertThat(node.linesWith("did not stop cleanly")).isZero();
        }
    }

    private static JsonNode status(NodeProcess node) {
        return JSON.readTree(node.get("/status").body());
    }

    /** One field of each object of a list, as text; empty where it is not told. */
    private static List<String> texts(JsonNode status, String list, String field) {
        return StreamSupport.stream(status.path(list).spliterator(), false)
                .map(object -> object.path(field).asString(""))
                .toList();
    }
}
