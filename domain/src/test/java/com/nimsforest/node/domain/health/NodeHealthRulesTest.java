package com.nimsforest.node.domain.health;

import static com.nimsforest.node.domain.health.HealthStatus.DEGRADED;
import static com.nimsforest.node.domain.health.HealthStatus.DOWN;
import static com.nimsforest.node.domain.health.HealthStatus.UP;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.NOW;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.SINGLE;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.assertBad;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.connection;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.goodStreams;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.pipeline;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.report;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.stream;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.streams;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.withStorage;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.connection.ConnectionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeHealthRulesTest {
    @Test
    void allIsWell() {
        HealthReport report = withStorage(goodStreams());

        assertThat(report.status()).isEqualTo(UP);
        assertThat(report.ready()).isTrue();
        assertThat(report.unready()).isEmpty();
        assertThat(report.findings()).isEmpty();
        assertThat(report.components()).extracting(ComponentHealth::status).containsOnly(UP);
        assertThat(report.components())
                .extracting(ComponentHealth::component)
                .containsExactly(HealthComponent.values());
    }

    @ParameterizedTest
    @EnumSource(value = ConnectionState.class, mode = EnumSource.Mode.EXCLUDE, names = "CONNECTED")
    void withoutAConnectionTheNodeIsDownAndNotReady(ConnectionState state) {
        HealthReport report = report(state, goodStreams(), SINGLE, pipeline());

        assertThat(report.status()).isEqualTo(DOWN);
        assertThat(report.ready()).isFalse();
        assertThat(report.unready()).isEqualTo("not connected to nats://localhost:4222: refused");
        assertBad(report.component(HealthComponent.NATS), DOWN, report.unready());
        assertBad(report.component(HealthComponent.JETSTREAM), DOWN, "no connection to ask over");
    }

    @Test
    void aReportHasTheFactsThatItWasMadeFrom() {
        NodeHealthFacts facts = new NodeHealthFacts(
                "node-1",
                "0.1.0",
                NOW,
                connection(ConnectionState.CONNECTED),
                goodStreams(),
                SINGLE,
                pipeline(),
                List.of());
        HealthReport report = NodeHealthRules.report(facts);

        assertThat(report.facts()).contains(facts);
        assertThat(report.after(report).facts()).contains(facts);
        assertThat(HealthReport.ofFindings("node-1", "0.1.0", NOW, List.of()).facts())
                .isEmpty();
    }

    @Test
    void whatDoesNotRunDegradesThePipeline() {
        NodePipelineFacts facts = new NodePipelineFacts(
                List.of(),
                List.of(),
                List.of(
                        new ConsumerFacts("RIVER", "trees", 5, 0, true),
                        ConsumerFacts.waiting("HUMUS", "soil", "the stream is not there")),
                3,
                List.of(HealthFinding.about("broken.jar: no tree in it", ProblemKind.PLUGIN_NOT_USED)));

        ComponentHealth finding = withPipeline(facts).component(HealthComponent.PIPELINE);

        assertBad(
                finding,
                DEGRADED,
                "broken.jar: no tree in it; consumer soil waits: the stream is not there; "
                        + "consumer trees is stalled: 5 messages of RIVER, none acknowledged, the oldest of unknown age");
    }

    @Test
    void aMessageThatHasUsedMostOfItsTimeDegradesThePipeline() {
        StreamFacts river = new StreamFacts("RIVER", 1, 1, 1, "", 7, List.of(), true, List.of(), Duration.ofHours(24));

        ComponentHealth late = consumed(river, Duration.ofHours(20)).component(HealthComponent.PIPELINE);
        ComponentHealth inTime = consumed(river, Duration.ofHours(19)).component(HealthComponent.PIPELINE);
        ComponentHealth health =
                consumed(stream("RIVER", 1, 1, true), Duration.ofDays(900)).component(HealthComponent.PIPELINE);

        assertBad(
                late,
                DEGRADED,
                "consumer trees is late: its oldest message has used 83 % of the time that RIVER keeps it");
        assertThat(inTime.status()).isEqualTo(UP);
        assertThat(health.status()).isEqualTo(UP);
    }

    @Test
    void aBacklogOfHalfOfWhatAStreamHoldsDegradesThePipeline() {
        ConsumerFacts trees = new ConsumerFacts("RIVER", "trees", 40, 10, false);

        assertBad(
                held(trees, 100),
                DEGRADED,
                "consumer trees is late: 50 messages wait, and RIVER drops its oldest beyond 100");
        assertThat(held(trees, 101).status()).isEqualTo(UP);
        assertThat(held(trees, 0).status()).isEqualTo(UP);
    }

    private static ComponentHealth held(ConsumerFacts consumer, long most) {
        StreamFacts river = new StreamFacts("RIVER", 1, 1, 1, "", 7, List.of(), true, List.of(), Duration.ZERO, most);
        return report(
                        ConnectionState.CONNECTED,
                        streams(river),
                        SINGLE,
                        new NodePipelineFacts(List.of(), List.of(), List.of(consumer), 0, List.of()))
                .component(HealthComponent.PIPELINE);
    }

    @Test
    void theWorstFindingWins() {
        HealthReport report = report(
                ConnectionState.CONNECTED,
                JetStreamFacts.unavailable("off"),
                new ClusterFacts("nimsforest", 3, List.of("b"), List.of("c"), true),
                pipeline(HealthFinding.about("a.jar", ProblemKind.PLUGIN_NOT_USED)));

        assertThat(report.status()).isEqualTo(DOWN);
        assertThat(UP.worst(DEGRADED)).isEqualTo(DEGRADED);
        assertThat(DOWN.worst(DEGRADED)).isEqualTo(DOWN);
        assertThat(UP.worst(UP)).isEqualTo(UP);
    }

    @Test
    void aStatusKeepsItsBeginningWhileItLasts() {
        HealthReport before = withStorage(JetStreamFacts.unavailable("no leader"));
        NodeHealthFacts later = new NodeHealthFacts(
                "node-1",
                "0.1.0",
                NOW.plusSeconds(9),
                connection(ConnectionState.CONNECTED),
                JetStreamFacts.unavailable("disabled"),
                SINGLE,
                pipeline(HealthFinding.about("a.jar", ProblemKind.PLUGIN_NOT_USED)),
                List.of());

        HealthReport after = NodeHealthRules.report(later).after(before);

        assertThat(since(after, HealthComponent.JETSTREAM)).isEqualTo(NOW);
        assertThat(since(after, HealthComponent.PIPELINE)).isEqualTo(NOW.plusSeconds(9));
    }

    @Test
    void aWarningDegradesItsComponentAndIsReportedBesideWhatIsWrongAlready() {
        HealthFinding full =
                HealthFinding.about("nats-1", ProblemKind.DISK_NEARLY_FULL).with(HealthFact.PERCENT, 86);
        HealthFinding ends =
                HealthFinding.about("nats-1", ProblemKind.CERTIFICATE_EXPIRING).with(HealthFact.END, NOW);
        String fullReason = "JetStream has used 86 % of what it may store on this machine";

        HealthReport fine = warned(ConnectionState.CONNECTED, goodStreams(), full, ends);
        HealthReport lacking = warned(ConnectionState.CONNECTED, streams(stream("RIVER", 3, 2, true)), full);
        HealthReport down = warned(ConnectionState.RECONNECTING, goodStreams(), ends);

        assertBad(fine.component(HealthComponent.JETSTREAM), DEGRADED, fullReason);
        assertBad(fine.component(HealthComponent.NATS), DEGRADED, "the server's certificate ends at " + NOW);
        assertThat(fine.ready()).isTrue();
        assertBad(
                lacking.component(HealthComponent.JETSTREAM),
                DEGRADED,
                "RIVER: 2 of 3 replicas are current; " + fullReason);
        assertBad(down.component(HealthComponent.NATS), DOWN, "not connected to nats://localhost:4222: refused");
    }

    private static HealthReport withPipeline(NodePipelineFacts pipeline) {
        return report(ConnectionState.CONNECTED, goodStreams(), SINGLE, pipeline);
    }

    private static HealthReport consumed(StreamFacts stream, Duration age) {
        ConsumerFacts trees = new ConsumerFacts("RIVER", "trees", 1, 0, 0, Optional.of(NOW.minus(age)), false, "");
        NodePipelineFacts pipeline = new NodePipelineFacts(List.of(), List.of(), List.of(trees), 0, List.of());
        return report(ConnectionState.CONNECTED, streams(stream), SINGLE, pipeline);
    }

    private static HealthReport warned(ConnectionState state, JetStreamFacts storage, HealthFinding... warnings) {
        return NodeHealthRules.report(new NodeHealthFacts(
                "node-1", "0.1.0", NOW, connection(state), storage, SINGLE, pipeline(), List.of(), List.of(warnings)));
    }

    private static Instant since(HealthReport report, HealthComponent component) {
        return report.component(component).since().orElseThrow();
    }
}
