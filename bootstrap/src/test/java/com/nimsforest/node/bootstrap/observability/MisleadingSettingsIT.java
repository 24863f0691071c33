package com.nimsforest.node.bootstrap.observability;

import static com.nimsforest.node.bootstrap.observability.RunbookReasons.isTold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Settings with which a node works, and would tell what is not so. */
@Timeout(300)
class MisleadingSettingsIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void theMonitoringPortOfAnotherServerIsToldWithBothServers() {
        try (NatsServer server = NatsServer.start();
                NatsServer other = NatsServer.start();
                NodeProcess node = SingleMachineSituationsIT.beside(
                                server, "NATS_MONITOR_URL", other.monitorUrl().toString())
                        .awaitReady()) {
            isTold(node, "monitor_of_other_server");
            assertThat(new ObservedNode(node).status().path("problems").toString())
                    .contains("of the server " + other.name() + " (", "not of " + server.name() + " (");

            server.restart();

            await().atMost(SOON).until(() -> node.status("/readyz") == 200);
            isTold(node, "monitor_of_other_server");
        }
        try (NatsServer server = NatsServer.start();
                NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady()) {
            server.restart();

            await().atMost(SOON).until(() -> node.status("/healthz?strict=true") == 200);
        }
    }

    @Test
    void twoNodesOfOneNameTellThatAndAreBothListed() {
        try (NatsServer server = NatsServer.start();
                NodeProcess one = SingleMachineSituationsIT.beside(server, "NODE_NAME", "twin")
                        .awaitReady()) {
            ObservedNode observed = new ObservedNode(one);
            try (NodeProcess other = SingleMachineSituationsIT.beside(server, "NODE_NAME", "twin")
                    .awaitReady()) {
                isTold(one, "node_name_taken");
                isTold(other, "node_name_taken");
                assertThat(observed.status().path("nodes").size()).isEqualTo(2);
            }
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(observed.status().path("problems")).isEmpty());
        }
    }

    @Test
    void aMeshThatTheSettingsLackIsToldWithItsMachines() {
        try (NatsMesh mesh = NatsMesh.start();
                NodeProcess node =
                        SingleMachineSituationsIT.beside(mesh.server(0)).awaitReady()) {
            isTold(node, "peers_not_set");
            assertThat(new ObservedNode(node).status().toString())
                    .contains(Stream.of(mesh.server(1).name(), mesh.server(2).name())
                            .sorted()
                            .collect(Collectors.joining(", ")))
                    .contains("3 of 3 machines")
                    .doesNotContain("single machine");
        }
    }
}
