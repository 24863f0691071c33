package com.nimsforest.node.adapters.nats.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.domain.health.StreamFacts;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The way of the runbook's entry "No quorum" that stops nothing: the survivor of three rescues the meta group, the lost
 * machines are removed, and others come under new names. Servers know META.RESCUE from 2.15 on.
 */
@Tag("newest")
@Timeout(300)
class MetaRescueIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int MESSAGES = 500;

    private NatsMesh mesh;
    private ConnectedAdapter node;

    @BeforeEach
    void start() {
        mesh = NatsMesh.startWithOperator();
        node = ConnectedAdapter.beside(mesh.server(0), mesh.peersOf(0), ConnectedAdapter.QUICK);
        awaitReplicas(3);
    }

    @AfterEach
    void close() {
        node.close();
        mesh.close();
    }

    @Test
    void theSurvivorBringsBackItsStreamsAndTheirMessages() throws Exception {
        try (Connection stranger = node.stranger()) {
            for (int number = 0; number < MESSAGES; number++) {
                stranger.jetStream().publish("river.rescued", bytes("{}"));
            }
        }
        mesh.server(1).kill();
        mesh.server(2).kill();

        rescue();
        remove(mesh.server(1).name());
        remove(mesh.server(2).name());
        awaitMessages();

        mesh.grow();
        mesh.grow();
        awaitReplicas(3);
        awaitMessages();
    }

    private void rescue() {
        Options operator = new Options.Builder()
                .server(mesh.server(0).url())
                .userInfo("operator", "right")
                .build();
        await().atMost(SOON).ignoreExceptions().until(() -> {
            try (Connection connection = Nats.connect(operator)) {
                String answer = new String(
                        connection
                                .request("$JS.API.META.RESCUE", bytes("{\"quorum_needed\":1}"), Duration.ofSeconds(5))
                                .getData(),
                        StandardCharsets.UTF_8);
                return answer.contains("\"new_quorum\":1");
            }
        });
    }

    private void remove(String machine) {
        OperatorRequest operator = node.operator(NatsCredentials.password("operator", "right"));
        await().atMost(SOON).ignoreExceptions().until(() -> {
            operator.remove(machine);
            return true;
        });
    }

    private void awaitMessages() {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            try (Connection stranger = node.stranger()) {
                JetStreamManagement streams = stranger.jetStreamManagement();
                assertThat(streams.getStreamInfo("RIVER").getStreamState().getMsgCount())
                        .isEqualTo(MESSAGES);
            }
        });
    }

    private void awaitReplicas(int number) {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            List<StreamFacts> streams = node.forest.storage().probe().streams();
            assertThat(streams).hasSize(6).allSatisfy(stream -> {
                assertThat(stream.replicas()).as(stream.name()).isEqualTo(number);
                assertThat(stream.current()).as(stream.name()).isEqualTo(number);
            });
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
