package com.nimsforest.node.domain.health;

import static com.nimsforest.node.domain.health.HealthStatus.DEGRADED;
import static com.nimsforest.node.domain.health.HealthStatus.DOWN;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.NOW;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.SINGLE;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.assertBad;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.connection;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.goodStreams;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.pipeline;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.stream;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.streams;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.withStorage;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.connection.ConnectionState;
import java.util.List;
import org.junit.jupiter.api.Test;

class JetStreamHealthTest {
    @Test
    void withoutJetStreamTheNodeIsDownAndNotReady() {
        HealthReport report =
                withStorage(JetStreamFacts.unavailable(HealthFinding.of(ProblemKind.JETSTREAM_WITHOUT_LEADER)
                        .with(HealthFact.THERE, 2)
                        .with(HealthFact.EXPECTED, 3)));
        String reason = "waiting for machines: 2 of 3; JetStream has no leader yet";

        assertBad(report.component(HealthComponent.JETSTREAM), DOWN, reason);
        assertThat(report.ready()).isFalse();
        assertThat(report.unready()).isEqualTo(reason);
    }

    @Test
    void aProbeThatSaysNoReasonStillMakesAReport() {
        assertBad(
                withStorage(streams(stream("RIVER", 1, 1, false))).component(HealthComponent.JETSTREAM),
                DOWN,
                "RIVER: takes no messages");
    }

    @Test
    void aStreamThatTakesNoMessagesIsNamed() {
        HealthReport report =
                withStorage(streams(stream("RIVER", 3, 3, true), StreamFacts.missing("HUMUS", 3, "no leader")));

        assertBad(report.component(HealthComponent.JETSTREAM), DOWN, "HUMUS: no leader");
        assertThat(report.unready()).isEqualTo("HUMUS: no leader");
    }

    @Test
    void aStreamWithTooFewReplicasDegradesAndStaysReady() {
        HealthReport report = withStorage(streams(
                stream("RIVER", 3, 2, true),
                stream(
                        "HUMUS",
                        3,
                        1,
                        true,
                        HealthFinding.about("HUMUS", ProblemKind.REPLICAS_TOO_FEW)
                                .with(HealthFact.REPLICAS, 1)
                                .with(HealthFact.DESIRED, 3))));

        assertBad(
                report.component(HealthComponent.JETSTREAM),
                DEGRADED,
                "RIVER: 2 of 3 replicas are current; HUMUS: 1 of 3 replicas");
        assertThat(report.status()).isEqualTo(DEGRADED);
        assertThat(report.ready()).isTrue();
    }

    @Test
    void replicasThatDifferDegradeJetStream() {
        ReplicaDivergence lost = new ReplicaDivergence("HUMUS", NOW, "nats-1 holds 1 to 9, nats-2 holds 1 to 7");

        HealthReport report = NodeHealthRules.report(new NodeHealthFacts(
                "node-1",
                "0.1.0",
                NOW,
                connection(ConnectionState.CONNECTED),
                goodStreams(),
                SINGLE,
                pipeline(),
                List.of(lost)));

        assertThat(report.status()).isEqualTo(DEGRADED);
        assertThat(report.component(HealthComponent.JETSTREAM).reason()).contains("HUMUS", "nats-2 holds 1 to 7");
        assertThat(report.ready()).isTrue();
    }
}
