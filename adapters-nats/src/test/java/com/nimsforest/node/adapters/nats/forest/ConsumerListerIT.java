package com.nimsforest.node.adapters.nats.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.health.ConsumerFacts;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.ConsumerConfiguration;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ConsumerListerIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String LONELY = NatsHumus.DECOMPOSER + "-lonely";

    private final NatsMesh mesh = NatsMesh.start();

    @AfterEach
    void close() {
        mesh.close();
    }

    @Test
    void aConsumerForWhichNobodyAnswersIsNamed() throws Exception {
        NatsServer leader = alone();
        int other = IntStream.range(0, 3)
                .filter(k -> mesh.server(k) != leader)
                .findFirst()
                .orElseThrow();
        try (ConnectedAdapter adapter =
                ConnectedAdapter.connected(mesh.server(other), mesh.peersOf(other), ConnectedAdapter.QUICK)) {
            leader.freeze();

            await().atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(adapter.forest.snapshot().consumers())
                            .containsExactly(ConsumerFacts.waiting("HUMUS", LONELY, "no server answers for it")));

            leader.thaw();

            await().atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(adapter.forest.snapshot().consumers())
                            .singleElement()
                            .returns(LONELY, ConsumerFacts::name)
                            .returns("", ConsumerFacts::waits));
        }
    }

    /** Makes a consumer that a single machine has, and gives that machine. */
    private NatsServer alone() throws Exception {
        try (ConnectedAdapter adapter =
                        ConnectedAdapter.beside(mesh.server(0), mesh.peersOf(0), ConnectedAdapter.QUICK);
                Connection stranger = Nats.connect(mesh.server(0).url())) {
            adapter.awaitCopies();
            ConsumerConfiguration plan = ConsumerConfiguration.builder()
                    .durable(LONELY)
                    .numReplicas(1)
                    .build();
            return mesh.named(stranger.jetStreamManagement()
                    .addOrUpdateConsumer("HUMUS", plan)
                    .getClusterInfo()
                    .getLeader());
        }
    }
}
