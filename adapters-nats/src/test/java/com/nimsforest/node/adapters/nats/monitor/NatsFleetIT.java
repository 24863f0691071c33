package com.nimsforest.node.adapters.nats.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.harness.AdapterExecutors;
import com.nimsforest.node.ports.contracts.ContractTimeouts;
import com.nimsforest.node.ports.contracts.NodeFleetContract;
import com.nimsforest.node.ports.driven.operations.NodeFleet;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.service.Discovery;
import io.nats.service.InfoResponse;
import io.nats.service.PingResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NatsFleetIT implements NodeFleetContract {
    private final AdapterExecutors threads = new AdapterExecutors();
    private NatsServer server;
    private NatsSidecarConnection sidecar;
    private NatsSidecarConnection anothersSidecar;
    private NodeFleet fleet;
    private NodeFleet anothers;

    @BeforeEach
    void connect() {
        server = NatsServer.builder().withoutJetStream().start();
        sidecar = connection();
        anothersSidecar = connection();
        fleet = new NatsFleet(sidecar, 1);
        anothers = new NatsFleet(anothersSidecar, 1);
    }

    private NatsSidecarConnection connection() {
        NatsSettings settings = NatsSettings.builder(server.url())
                .reconnectWait(Duration.ofMillis(100))
                .build();
        NatsSidecarConnection made = new NatsSidecarConnection(
                settings, Clock.systemUTC(), threads.timer, threads.workers, NodeMetrics.none());
        made.connect();
        return made;
    }

    @AfterEach
    void stop() {
        sidecar.close();
        anothersSidecar.close();
        server.close();
        threads.close();
    }

    @Override
    public NodeFleet fleet() {
        return fleet;
    }

    @Override
    public NodeFleet anothers() {
        return anothers;
    }

    @Override
    public ContractTimeouts patience() {
        return ContractTimeouts.SLOW;
    }

    @Override
    public void disconnect() {
        server.kill();
        await().until(() -> !sidecar.isConnected());
    }

    @Override
    public void restore() {
        server.restart();
        await().until(sidecar::isConnected);
    }

    @Test
    void theFleetIsAServiceThatItsToolsFind() throws Exception {
        fleet.answer(() -> NodeFleetContract.report("a"));
        anothers.answer(() -> NodeFleetContract.report("b"));

        try (Connection stranger = Nats.connect(server.url())) {
            Discovery discovery = new Discovery(stranger, 1000, 2);
            patience()
                    .until(() -> assertThat(discovery.ping("nimsforest"))
                            .extracting(PingResponse::getMetadata)
                            .contains(
                                    Map.of("node", "a", "version", "1.2.3", "server", server.name()),
                                    Map.of("node", "b", "version", "1.2.3", "server", server.name())));
            InfoResponse info = discovery.info("nimsforest").get(0);
            assertThat(info.getVersion()).isEqualTo("1.2.3");
            Message report =
                    stranger.request(info.getEndpoints().get(0).getSubject(), new byte[0], Duration.ofSeconds(5));
            assertThat(new String(report.getData(), StandardCharsets.UTF_8)).contains("\"status\":\"DEGRADED\"");
        }
    }

    @Test
    void whatAStrangerAnswersIsPassedOver() throws Exception {
        fleet.answer(() -> NodeFleetContract.report("a"));
        patience().until(() -> assertThat(fleet.ask()).hasSize(1));

        try (Connection stranger = Nats.connect(server.url())) {
            stranger.createDispatcher(question -> {
                        for (String odd : new String[] {"", "hello", "[]", "{}", "{\"node\":\"x\",\"version\":1}"}) {
                            stranger.publish(question.getReplyTo(), odd.getBytes(StandardCharsets.UTF_8));
                        }
                    })
                    .subscribe(NatsFleet.SUBJECT);
            stranger.flush(Duration.ofSeconds(5));

            assertThat(fleet.ask()).containsExactly(NodeFleetContract.report("a"));
        }
    }
}
