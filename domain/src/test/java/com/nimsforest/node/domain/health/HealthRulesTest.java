package com.nimsforest.node.domain.health;

import static com.nimsforest.node.domain.health.HealthStatus.DEGRADED;
import static com.nimsforest.node.domain.health.HealthStatus.DOWN;
import static com.nimsforest.node.domain.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimsforest.node.domain.connection.ConnectionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final ClusterFacts SINGLE = new ClusterFacts("", 1, List.of(), List.of(), true, "");

    private static ConnectionFacts connection(ConnectionState state) {
        return new ConnectionFacts(
                state,
                "nats://localhost:4222",
                "nats-1",
                "2.15.2",
                NOW,
                "refused",
                2,
                Optional.of(Duration.ofMillis(1)));
    }

    private static StreamFacts stream(String name, int desired, int current, boolean usable, String problem) {
        return new StreamFacts(name, desired, desired, current, "nats-1", 7, List.of(), usable, problem);
    }

    private static StorageFacts streams(StreamFacts... streams) {
        return new StorageFacts(true, "", "nats-1", List.of(streams));
    }

    private static StorageFacts goodStreams() {
        return streams(stream("RIVER", 3, 3, true, ""), stream("HUMUS", 3, 3, true, ""));
    }

    private static PipelineFacts pipeline(String... problems) {
        return new PipelineFacts(List.of("payment"), List.of("aftersales"), List.of(), 0, List.of(problems));
    }

    private static HealthReport report(
            ConnectionState state, StorageFacts storage, ClusterFacts cluster, PipelineFacts pipeline) {
        return HealthRules.report(
                new NodeFacts("node-1", "0.1.0", NOW, connection(state), storage, cluster, pipeline, List.of()));
    }

    private static HealthReport withStorage(StorageFacts storage) {
        return report(ConnectionState.CONNECTED, storage, SINGLE, pipeline());
    }

    private static HealthReport withCluster(ClusterFacts cluster) {
        return report(ConnectionState.CONNECTED, goodStreams(), cluster, pipeline());
    }

    private static HealthReport withPipeline(PipelineFacts pipeline) {
        return report(ConnectionState.CONNECTED, goodStreams(), SINGLE, pipeline);
    }

    private static HealthFinding finding(HealthReport report, HealthComponent component) {
        return report.findings().stream()
                .filter(finding -> finding.component() == component)
                .findFirst()
                .orElseThrow();
    }

    private static void assertBad(HealthFinding finding, HealthStatus status, String reason) {
        assertThat(finding.status()).isEqualTo(status);
        assertThat(finding.reason()).isEqualTo(reason);
        assertThat(finding.hint()).isNotBlank();
    }

    @Test
    void allIsWell() {
        HealthReport report = withStorage(goodStreams());

        assertThat(report.status()).isEqualTo(UP);
        assertThat(report.ready()).isTrue();
        assertThat(report.unready()).isEmpty();
        assertThat(report.findings()).extracting(HealthFinding::status).containsOnly(UP);
        assertThat(report.findings()).extracting(HealthFinding::component).containsExactly(HealthComponent.values());
    }

    @ParameterizedTest
    @EnumSource(value = ConnectionState.class, mode = EnumSource.Mode.EXCLUDE, names = "CONNECTED")
    void withoutAConnectionTheNodeIsDownAndNotReady(ConnectionState state) {
        HealthReport report = report(state, goodStreams(), SINGLE, pipeline());

        assertThat(report.status()).isEqualTo(DOWN);
        assertThat(report.ready()).isFalse();
        assertThat(report.unready()).isEqualTo("not connected to nats://localhost:4222: refused");
        assertBad(finding(report, HealthComponent.NATS), DOWN, report.unready());
        assertBad(finding(report, HealthComponent.JETSTREAM), DOWN, "no connection to ask over");
        assertThat(finding(report, HealthComponent.JETSTREAM).details()).containsEntry("available", false);
    }

    @Test
    void theConnectionShowsItsFacts() {
        Map<String, Object> details =
                finding(withStorage(goodStreams()), HealthComponent.NATS).details();

        assertThat(details)
                .containsEntry("state", "CONNECTED")
                .containsEntry("url", "nats://localhost:4222")
                .containsEntry("server", "nats-1")
                .containsEntry("serverVersion", "2.15.2")
                .containsEntry("since", NOW)
                .containsEntry("reconnects", 2L)
                .containsEntry("rtt", Duration.ofMillis(1));
    }

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
    void aWholeMeshIsUp() {
        HealthReport report = withCluster(new ClusterFacts("nimsforest", 3, List.of("b", "c"), List.of(), true, ""));

        assertThat(finding(report, HealthComponent.CLUSTER).status()).isEqualTo(UP);
        assertThat(finding(report, HealthComponent.CLUSTER).details())
                .containsEntry("mode", "mesh")
                .containsEntry("expected", 3)
                .containsEntry("connected", List.of("b", "c"))
                .containsEntry("quorum", true);
    }

    @Test
    void oneMissingMachineDegrades() {
        HealthReport report = withCluster(new ClusterFacts("nimsforest", 3, List.of("b"), List.of("c"), true, ""));

        assertBad(finding(report, HealthComponent.CLUSTER), DEGRADED, "2 of 3 machines, missing: c");
        assertThat(report.ready()).isTrue();
    }

    @Test
    void aMeshWithoutQuorumIsDown() {
        HealthReport report = withCluster(new ClusterFacts("nimsforest", 3, List.of(), List.of("b", "c"), false, ""));

        assertBad(finding(report, HealthComponent.CLUSTER), DOWN, "1 of 3 machines, missing: b, c; no quorum");
    }

    @Test
    void aMeshWithoutQuorumIsDownThoughAllMachinesAreThere() {
        HealthReport report = withCluster(new ClusterFacts("nimsforest", 3, List.of("b", "c"), List.of(), false, ""));

        assertBad(finding(report, HealthComponent.CLUSTER), DOWN, "no quorum");
    }

    @Test
    void machinesThatCannotBeNamedAreMissedToo() {
        HealthReport report = withCluster(new ClusterFacts("nimsforest", 3, List.of("b"), List.of(), true, ""));

        assertBad(finding(report, HealthComponent.CLUSTER), DEGRADED, "2 of 3 machines");
    }

    @Test
    void aMeshThatCannotBeSeenDegrades() {
        HealthReport report = withCluster(
                new ClusterFacts("", 3, List.of(), List.of(), false, "http://127.0.0.1:8222: connection refused"));

        assertBad(finding(report, HealthComponent.CLUSTER), DEGRADED, "http://127.0.0.1:8222: connection refused");
    }

    @Test
    void aSingleNodeIsNoMeshAndMissesNobody() {
        HealthFinding finding = finding(withCluster(SINGLE), HealthComponent.CLUSTER);

        assertThat(finding.status()).isEqualTo(UP);
        assertThat(finding.details()).containsEntry("mode", "single node");
    }

    @Test
    void whatDoesNotRunDegradesThePipeline() {
        PipelineFacts facts = new PipelineFacts(
                List.of(),
                List.of(),
                List.of(
                        new ConsumerFacts("RIVER", "trees", 5, 0, true),
                        ConsumerFacts.waiting("HUMUS", "soil", "the stream is not there")),
                3,
                List.of("broken.jar: no tree in it"));

        HealthFinding finding = finding(withPipeline(facts), HealthComponent.PIPELINE);

        assertBad(
                finding,
                DEGRADED,
                "broken.jar: no tree in it; consumer soil waits: the stream is not there; consumer trees is stalled");
        assertThat(finding.details()).containsEntry("deadLetters", 3L);
        assertThat((List<?>) finding.details().get("consumers")).hasSize(2);
    }

    @Test
    void theWorstFindingWins() {
        HealthReport report = report(
                ConnectionState.CONNECTED,
                StorageFacts.unavailable("off"),
                new ClusterFacts("nimsforest", 3, List.of("b"), List.of("c"), true, ""),
                pipeline("a problem"));

        assertThat(report.status()).isEqualTo(DOWN);
        assertThat(UP.worst(DEGRADED)).isEqualTo(DEGRADED);
        assertThat(DOWN.worst(DEGRADED)).isEqualTo(DOWN);
        assertThat(UP.worst(UP)).isEqualTo(UP);
    }

    @Test
    void aFindingThatIsNotUpNeedsAReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HealthFinding(HealthComponent.NATS, DEGRADED, NOW, " ", "", Map.of()))
                .withMessageContaining("NATS");
    }

    @Test
    void aStatusKeepsItsBeginningWhileItLasts() {
        HealthReport before = withStorage(StorageFacts.unavailable("no leader"));
        NodeFacts later = new NodeFacts(
                "node-1",
                "0.1.0",
                NOW.plusSeconds(9),
                connection(ConnectionState.CONNECTED),
                StorageFacts.unavailable("disabled"),
                SINGLE,
                pipeline("late"),
                List.of());

        HealthReport after = HealthRules.report(later).after(before);

        assertThat(since(after, HealthComponent.JETSTREAM)).isEqualTo(NOW);
        assertThat(since(after, HealthComponent.PIPELINE)).isEqualTo(NOW.plusSeconds(9));
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

    @Test
    void aWarningDegradesItsComponentAndIsToldBesideWhatIsWrongAlready() {
        HealthWarning full = new HealthWarning(HealthComponent.JETSTREAM, "the disk is full soon", "make room");
        HealthWarning ends = new HealthWarning(HealthComponent.NATS, "the certificate ends", "renew it");

        HealthReport fine = warned(ConnectionState.CONNECTED, goodStreams(), full, ends);
        HealthReport lacking =
                warned(ConnectionState.CONNECTED, streams(stream("RIVER", 3, 2, true, "lacks one")), full);
        HealthReport down = warned(ConnectionState.RECONNECTING, goodStreams(), ends);

        assertBad(finding(fine, HealthComponent.JETSTREAM), DEGRADED, "the disk is full soon");
        assertBad(finding(fine, HealthComponent.NATS), DEGRADED, "the certificate ends");
        assertThat(fine.ready()).isTrue();
        assertBad(finding(lacking, HealthComponent.JETSTREAM), DEGRADED, "RIVER: lacks one; the disk is full soon");
        assertBad(finding(down, HealthComponent.NATS), DOWN, "not connected to nats://localhost:4222: refused");
    }

    private static HealthReport warned(ConnectionState state, StorageFacts storage, HealthWarning... warnings) {
        return HealthRules.report(new NodeFacts(
                "node-1", "0.1.0", NOW, connection(state), storage, SINGLE, pipeline(), List.of(), List.of(warnings)));
    }

    @Test
    void aMessageThatHasUsedMostOfItsTimeDegradesThePipeline() {
        StreamFacts river = new StreamFacts("RIVER", 1, 1, 1, "", 7, List.of(), true, "", Duration.ofHours(24));

        HealthFinding late = finding(consumed(river, Duration.ofHours(20)), HealthComponent.PIPELINE);
        HealthFinding inTime = finding(consumed(river, Duration.ofHours(19)), HealthComponent.PIPELINE);
        HealthFinding kept =
                finding(consumed(stream("RIVER", 1, 1, true, ""), Duration.ofDays(900)), HealthComponent.PIPELINE);

        assertBad(
                late,
                DEGRADED,
                "consumer trees is late: its oldest message has used 83 % of the time that RIVER keeps it");
        assertThat(inTime.status()).isEqualTo(UP);
        assertThat(kept.status()).isEqualTo(UP);
    }

    private static HealthReport consumed(StreamFacts stream, Duration age) {
        ConsumerFacts trees = new ConsumerFacts("RIVER", "trees", 1, 0, 0, Optional.of(NOW.minus(age)), false, "");
        PipelineFacts pipeline = new PipelineFacts(List.of(), List.of(), List.of(trees), 0, List.of());
        return report(ConnectionState.CONNECTED, streams(stream), SINGLE, pipeline);
    }

    private static Instant since(HealthReport report, HealthComponent component) {
        return report.findings().stream()
                .filter(finding -> finding.component() == component)
                .map(HealthFinding::since)
                .findFirst()
                .orElseThrow();
    }
}
