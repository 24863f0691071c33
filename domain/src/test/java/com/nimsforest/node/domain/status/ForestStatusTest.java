package com.nimsforest.node.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.NodeHealthFacts;
import com.nimsforest.node.domain.health.NodeHealthRules;
import com.nimsforest.node.domain.health.NodePipelineFacts;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.ReplicaDivergence;
import com.nimsforest.node.domain.health.StreamFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForestStatusTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final NodePipelineFacts PIPELINE =
            new NodePipelineFacts(List.of(), List.of(), List.of(), 0, List.of());

    @Test
    void aWholeForestIsReportedInOneLine() {
        ForestStatus status = status(mesh(3, 2, true), 3, ConnectionState.CONNECTED, List.of());

        assertThat(status.summary()).isEqualTo("connected to nats-1, 3 of 3 machines, R3");
        assertThat(status.problems()).isEmpty();
    }

    @Test
    void aSingleMachineIsNoMesh() {
        ForestStatus status = status(mesh(1, 0, true), 1, ConnectionState.CONNECTED, List.of());

        assertThat(status.summary()).isEqualTo("connected to nats-1, single machine, R1");
    }

    @Test
    void aLostConnectionIsAllThatTheLineTells() {
        ForestStatus status = status(mesh(3, 2, true), 3, ConnectionState.RECONNECTING, List.of());

        assertThat(status.summary()).isEqualTo("not connected to nats://localhost:4222: refused");
    }

    @Test
    void theLineNamesTheWorstProblemBeyondTheMachines() {
        ForestStatus status = status(mesh(3, 2, true), 1, ConnectionState.CONNECTED, List.of());

        assertThat(status.summary())
                .isEqualTo("connected to nats-1, 3 of 3 machines, R1 instead of R3; "
                        + "jetstream DEGRADED: RIVER: 1 of 3 replicas are current");
    }

    @Test
    void whatGoesWithAMissingMachineIsReportedWithIt() {
        ForestStatus status = status(mesh(3, 1, true), 1, ConnectionState.CONNECTED, List.of());

        assertThat(status.summary()).isEqualTo("connected to nats-1, 2 of 3 machines, R1 instead of R3");
        assertThat(status.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.finding().kind()).isEqualTo(ProblemKind.MACHINES_MISSING);
            assertThat(problem.consequences())
                    .extracting(HealthFinding::reason)
                    .containsExactly("RIVER: 1 of 3 replicas are current");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 0 | true  | 1 | single machine: no redundancy",
                "3 | 2 | true  | 3 | 3 of 3, one may be lost",
                "3 | 1 | true  | 2 | 2 of 3, one more loss stops writes",
                "3 | 0 | false | 1 | 1 of 3, writes stopped until one more is there",
                "5 | 0 | false | 1 | 1 of 5, writes stopped until 2 more are there",
                "5 | 4 | true  | 5 | 5 of 5, 2 may be lost",
                "5 | 4 | true  | 3 | 5 of 5, one may be lost",
                "5 | 4 | true  | 1 | 5 of 5, one more loss stops writes",
                "3 | 2 | false | 3 | 3 of 3, writes stopped until a leader is elected"
            })
    void theOutlookSaysWhatOneMoreLossWouldDo(int expected, int others, boolean quorum, int replicas, String outlook) {
        ForestStatus status = status(mesh(expected, others, quorum), replicas, ConnectionState.CONNECTED, List.of());

        assertThat(status.outlook()).isEqualTo(outlook);
    }

    @Test
    void aDivergenceThatAnotherNodeToldIsFoundAgain() {
        List<ReplicaDivergence> lost = List.of(
                new ReplicaDivergence("RIVER", NOW, "nats-1 has 1 to 9, nats-2 has 1 to 7"),
                new ReplicaDivergence("HUMUS", NOW, "nats-1 has 1 to 5, nats-2 has 1 to 4"));
        HealthReport other =
                status(mesh(3, 2, true), 3, ConnectionState.CONNECTED, lost).health();
        ForestStatus healthy = status(mesh(3, 2, true), 3, ConnectionState.CONNECTED, List.of());

        ForestStatus status = ForestStatus.of(new ForestStatusFacts(
                healthy.health(),
                healthy.connection(),
                healthy.cluster(),
                healthy.storage(),
                PIPELINE,
                List.of(),
                List.of(new NodeStatusReport(other, Optional.empty(), Optional.empty()))));

        assertThat(status.difference("HUMUS")).contains("nats-1 has 1 to 5, nats-2 has 1 to 4");
        assertThat(status.difference("LEAVES")).isEmpty();
        assertThat(status.status()).isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void aMissingMachineIsAProblemEvenWhenNoNodeTellsOfIt() {
        ForestStatus healthy = status(mesh(3, 2, true), 3, ConnectionState.CONNECTED, List.of());
        MachineStatus away = new MachineStatus("nats-3", false, false, false, Optional.empty(), Optional.empty());

        ForestStatus status = ForestStatus.of(new ForestStatusFacts(
                healthy.health(),
                healthy.connection(),
                healthy.cluster(),
                healthy.storage(),
                PIPELINE,
                List.of(away),
                List.of()));

        assertThat(status.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(status.problems())
                .extracting(ForestStatusProblem::reason)
                .containsExactly("0 of 1 machine, missing: nats-3");
    }

    @Test
    void aServerWithoutItsNodeIsAProblem() {
        ForestStatus whole = withNodes("nats-1", "nats-2", "nats-3");
        ForestStatus silent = withNodes("nats-1", "nats-3");

        assertThat(whole.problems()).isEmpty();
        assertThat(whole.status()).isEqualTo(HealthStatus.UP);
        assertThat(silent.problems())
                .extracting(ForestStatusProblem::reason)
                .containsExactly("no node answers on nats-2");
        assertThat(silent.status()).isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void aProblemBeganWhenTheFirstOfThoseWhoTellItSawIt() {
        ForestStatus seen = status(mesh(3, 2, true), 1, ConnectionState.CONNECTED, List.of());
        Instant earlier = NOW.minusSeconds(60);

        ForestStatus status = ForestStatus.of(new ForestStatusFacts(
                seen.health(),
                seen.connection(),
                seen.cluster(),
                seen.storage(),
                PIPELINE,
                List.of(),
                List.of(
                        reported(seen.health().findings().get(0).since(earlier)),
                        reported(seen.health().findings().get(0).since(NOW)))));

        assertThat(status.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.since()).isEqualTo(earlier);
            assertThat(problem.node()).isEqualTo("nats-1");
        });
    }

    @Test
    void nodesWhoseServersTellNoNameAreCounted() {
        ForestStatus silent = withNodes("", "nats-3");

        assertThat(silent.problems())
                .extracting(ForestStatusProblem::reason)
                .containsExactly("no node answers on 1 of 3 machines");
    }

    @Test
    void nobodyIsMissedWhenNobodyCanBeAsked() {
        ForestStatus healthy = status(mesh(3, 2, true), 3, ConnectionState.RECONNECTING, List.of());

        ForestStatus status = ForestStatus.of(new ForestStatusFacts(
                healthy.health(),
                healthy.connection(),
                healthy.cluster(),
                healthy.storage(),
                PIPELINE,
                members(),
                List.of()));

        assertThat(status.problems()).extracting(ForestStatusProblem::where).doesNotContain(HealthComponent.PIPELINE);
    }

    private static NodeStatusReport reported(HealthFinding finding) {
        HealthReport health = HealthReport.ofFindings("other", "0.1.0", NOW, List.of(finding));
        return new NodeStatusReport(health, Optional.empty(), Optional.empty());
    }

    private static List<MachineStatus> members() {
        return Stream.of("nats-1", "nats-2", "nats-3")
                .map(name ->
                        new MachineStatus(name, true, name.equals("nats-1"), false, Optional.empty(), Optional.empty()))
                .toList();
    }

    private static ForestStatus withNodes(String... servers) {
        ForestStatus healthy = status(mesh(3, 2, true), 3, ConnectionState.CONNECTED, List.of());
        List<NodeStatusReport> nodes = Stream.of(servers)
                .map(name -> new NodeStatusReport(
                        healthy.health(),
                        Optional.of(name).filter(text -> !text.isEmpty()).map(ForestStatusTest::server),
                        Optional.empty()))
                .toList();
        return ForestStatus.of(new ForestStatusFacts(
                healthy.health(),
                healthy.connection(),
                healthy.cluster(),
                healthy.storage(),
                PIPELINE,
                members(),
                nodes));
    }

    private static NatsServerFacts server(String name) {
        return new NatsServerFacts(name, "2.15.3", Duration.ofHours(1), 1, 1, 1, 2, List.of(), Optional.empty());
    }

    private static ClusterFacts mesh(int expected, int others, boolean quorum) {
        List<String> connected = List.of("nats-2", "nats-3", "nats-4", "nats-5").subList(0, others);
        return new ClusterFacts("forest", expected, connected, List.of(), quorum);
    }

    private static ForestStatus status(
            ClusterFacts cluster, int replicas, ConnectionState state, List<ReplicaDivergence> divergences) {
        int desired = cluster.isSingleNode() ? 1 : 3;
        JetStreamFacts storage = JetStreamFacts.available(
                "nats-1", List.of(new StreamFacts("RIVER", replicas, desired, replicas, "nats-1", 7, List.of(), true)));
        ConnectionFacts connection = new ConnectionFacts(
                state, "nats://localhost:4222", "nats-1", "2.15.3", NOW, "refused", 0, Optional.empty());
        HealthReport health = NodeHealthRules.report(
                new NodeHealthFacts("nats-1", "0.1.0", NOW, connection, storage, cluster, PIPELINE, divergences));
        return ForestStatus.of(
                new ForestStatusFacts(health, connection, cluster, storage, PIPELINE, List.of(), List.of()));
    }
}
