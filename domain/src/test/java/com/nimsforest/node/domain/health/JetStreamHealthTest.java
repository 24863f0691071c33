package com.nimsforest.node.domain.health;

import static com.nimsforest.node.domain.health.Checkup.NOW;
import static com.nimsforest.node.domain.health.Checkup.SINGLE;
import static com.nimsforest.node.domain.health.Checkup.assertBad;
import static com.nimsforest.node.domain.health.Checkup.connection;
import static com.nimsforest.node.domain.health.Checkup.finding;
import static com.nimsforest.node.domain.health.Checkup.goodStreams;
import static com.nimsforest.node.domain.health.Checkup.pipeline;
import static com.nimsforest.node.domain.health.Checkup.stream;
import static com.nimsforest.node.domain.health.Checkup.streams;
import static com.nimsforest.node.domain.health.Checkup.withStorage;
import static com.nimsforest.node.domain.health.HealthStatus.DEGRADED;
import static com.nimsforest.node.domain.health.HealthStatus.DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.connection.ConnectionState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JetStreamHealthTest {
    @Test
    void withoutJetStreamTheNodeIsDownAndNotReady() {
        HealthReport report = withStorage(StorageFacts.unavailable("waiting for machines: 2 of 3"));

        assertBad(finding(report, HealthComponent.JETSTREAM), DOWN, "waiting for machines: 2 of 3");
        assertThat(report.ready()).isFalse();
        assertThat(report.unready()).isEqualTo("waiting for machines: 2 of 3");
    }

    @Test
    void aProbeThatSaysNoReasonStillMakesAReport() {
        assertBad(
                finding(withStorage(StorageFacts.unavailable("")), HealthComponent.JETSTREAM),
                DOWN,
                "JetStream does not answer");
        assertBad(
                finding(withStorage(streams(stream("RIVER", 1, 1, false, ""))), HealthComponent.JETSTREAM),
                DOWN,
                "RIVER: takes no messages");
    }

    @Test
    void withoutStreamsTheNodeWaits() {
        HealthReport report = withStorage(streams());

        assertBad(finding(report, HealthComponent.JETSTREAM), DOWN, "waiting for the streams to be made");
        assertThat(report.ready()).isFalse();
    }

    @Test
    void aStreamThatTakesNoMessagesIsNamed() {
        HealthReport report =
                withStorage(streams(stream("RIVER", 3, 3, true, ""), StreamFacts.missing("HUMUS", 3, "no leader")));

        assertBad(finding(report, HealthComponent.JETSTREAM), DOWN, "HUMUS: no leader");
        assertThat(report.unready()).isEqualTo("HUMUS: no leader");
    }

    @Test
    void aStreamWithTooFewReplicasDegradesAndStaysReady() {
        HealthReport report = withStorage(
                streams(stream("RIVER", 3, 2, true, ""), stream("HUMUS", 3, 3, true, "1 replica, 3 wanted")));

        assertBad(
                finding(report, HealthComponent.JETSTREAM),
                DEGRADED,
                "RIVER: 2 of 3 replicas are up to date; HUMUS: 1 replica, 3 wanted");
        assertThat(report.status()).isEqualTo(DEGRADED);
        assertThat(report.ready()).isTrue();
    }

    @Test
    void streamsShowTheirReplicas() {
        Map<String, Object> details =
                finding(withStorage(goodStreams()), HealthComponent.JETSTREAM).details();

        assertThat(details).containsEntry("available", true).containsEntry("metaLeader", "nats-1");
        assertThat((List<?>) details.get("streams"))
                .hasSize(2)
                .first()
                .isEqualTo(Map.of(
                        "name",
                        "RIVER",
                        "replicas",
                        3,
                        "desired",
                        3,
                        "current",
                        3,
                        "leader",
                        "nats-1",
                        "messages",
                        7L));
    }

    @Test
    void replicasThatDifferDegradeJetStream() {
        Divergence lost = new Divergence("HUMUS", NOW, "nats-1 holds 1 to 9, nats-2 holds 1 to 7");

        HealthReport report = HealthRules.report(new NodeFacts(
                "node-1",
                "0.1.0",
                NOW,
                connection(ConnectionState.CONNECTED),
                goodStreams(),
                SINGLE,
                pipeline(),
                List.of(lost)));

        assertThat(report.status()).isEqualTo(DEGRADED);
        assertThat(report.findings().get(1).reason()).contains("HUMUS", "nats-2 holds 1 to 7");
        assertThat(report.ready()).isTrue();
    }
}
