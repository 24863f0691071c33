package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * How many of five machines may be lost depends on which of them hold the streams. A node runs beside the first server only:
 * the number is of servers.
 */
@Timeout(300)
class FiveMachinesIT {
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private ObservedMesh mesh;

    @BeforeEach
    void start() {
        mesh = ObservedMesh.beside(NatsMesh.start());
        mesh.servers().grow();
        mesh.servers().grow();
    }

    @AfterEach
    void stop() {
        mesh.close();
    }

    private ObservedNode beside(Map<String, String> settings) {
        mesh.startNode(settings).awaitReady();
        return mesh.observed(0);
    }

    private static void awaitLoss(ObservedNode observed, int mayStillBeLost, String outlook) {
        await(outlook).atMost(RECOVERY).untilAsserted(() -> {
            assertThat(observed.health()
                            .at("/components/cluster/details/mayStillBeLost")
                            .asInt(-1))
                    .isEqualTo(mayStillBeLost);
            assertThat(observed.status().at("/cluster/outlook").asString()).isEqualTo(outlook);
        });
    }

    private String holder(ObservedNode observed) {
        Set<String> holders = new HashSet<>();
        for (JsonNode stream : observed.status().path("streams")) {
            stream.path("peers").forEach(peer -> holders.add(peer.path("server").asString()));
        }
        holders.remove(mesh.servers().server(0).name());
        return holders.iterator().next();
    }

    @Test
    void streamsOnThreeOfThemBearTheLossOfOne() {
        ObservedNode observed = beside(Map.of("STREAM_REPLICAS", "3"));
        awaitLoss(observed, 1, "5 of 5, one may be lost");

        mesh.servers().named(holder(observed)).kill();

        awaitLoss(observed, 0, "4 of 5, one more loss stops writes");
    }

    @Test
    void streamsOnAllOfThemBearTheLossOfTwo() {
        ObservedNode observed = beside(Map.of());
        awaitLoss(observed, 2, "5 of 5, 2 may be lost");

        mesh.servers().server(4).kill();
        awaitLoss(observed, 1, "4 of 5, one may be lost");
        mesh.servers().server(3).kill();

        awaitLoss(observed, 0, "3 of 5, one more loss stops writes");
    }
}
