package com.nimsforest.node.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.connection.ConnectionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A node that is well but for what a test says, and what the rules find of it. */
final class HealthyNodeFixture {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final ClusterFacts SINGLE = new ClusterFacts("", 1, List.of(), List.of(), true);

    private HealthyNodeFixture() {}

    static ConnectionFacts connection(ConnectionState state) {
        return new ConnectionFacts(
                state,
                "nats://localhost:4222",
                "nats-1",
                "2.15.3",
                NOW,
                "refused",
                2,
                Optional.of(Duration.ofMillis(1)));
    }

    static StreamFacts stream(String name, int desired, int current, boolean usable, HealthFinding... problems) {
        return new StreamFacts(
                name, desired, desired, current, "nats-1", 7, List.of(), usable, List.of(problems), Duration.ZERO);
    }

    static JetStreamFacts streams(StreamFacts... streams) {
        return JetStreamFacts.available("nats-1", List.of(streams));
    }

    static JetStreamFacts goodStreams() {
        return streams(stream("RIVER", 3, 3, true), stream("HUMUS", 3, 3, true));
    }

    static NodePipelineFacts pipeline(HealthFinding... problems) {
        return new NodePipelineFacts(List.of("payment"), List.of("aftersales"), List.of(), 0, List.of(problems));
    }

    static HealthReport report(
            ConnectionState state, JetStreamFacts storage, ClusterFacts cluster, NodePipelineFacts pipeline) {
        return NodeHealthRules.report(
                new NodeHealthFacts("node-1", "0.1.0", NOW, connection(state), storage, cluster, pipeline, List.of()));
    }

    static HealthReport withStorage(JetStreamFacts storage) {
        return report(ConnectionState.CONNECTED, storage, SINGLE, pipeline());
    }

    static HealthReport withCluster(ClusterFacts cluster) {
        return report(ConnectionState.CONNECTED, goodStreams(), cluster, pipeline());
    }

    static void assertBad(ComponentHealth component, HealthStatus status, String reason) {
        assertThat(component.status()).isEqualTo(status);
        assertThat(component.reason()).isEqualTo(reason);
        assertThat(component.hint()).isNotBlank();
    }
}
