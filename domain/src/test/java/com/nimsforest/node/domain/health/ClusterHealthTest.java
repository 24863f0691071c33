package com.nimsforest.node.domain.health;

import static com.nimsforest.node.domain.health.HealthStatus.DEGRADED;
import static com.nimsforest.node.domain.health.HealthStatus.DOWN;
import static com.nimsforest.node.domain.health.HealthStatus.UP;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.SINGLE;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.assertBad;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.streams;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.withCluster;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterHealthTest {
    @Test
    void aWholeMeshIsUp() {
        HealthReport report = withCluster(new ClusterFacts("nimsforest", 3, List.of("b", "c"), List.of(), true));

        assertThat(report.component(HealthComponent.CLUSTER).status()).isEqualTo(UP);
    }

    @Test
    void oneMissingMachineDegrades() {
        HealthReport report = withCluster(new ClusterFacts("nimsforest", 3, List.of("b"), List.of("c"), true));

        assertBad(report.component(HealthComponent.CLUSTER), DEGRADED, "2 of 3 machines, missing: c");
        assertThat(report.ready()).isTrue();
    }

    @Test
    void aMeshWithoutQuorumIsDown() {
        HealthReport report = withCluster(new ClusterFacts("nimsforest", 3, List.of(), List.of("b", "c"), false));

        assertBad(report.component(HealthComponent.CLUSTER), DOWN, "1 of 3 machines, missing: b, c; no quorum");
    }

    @Test
    void aMeshWithoutQuorumIsDownThoughAllMachinesAreThere() {
        HealthReport report = withCluster(new ClusterFacts("nimsforest", 3, List.of("b", "c"), List.of(), false));

        assertBad(report.component(HealthComponent.CLUSTER), DOWN, "no quorum");
    }

    @Test
    void machinesThatCannotBeNamedAreMissedToo() {
        HealthReport report = withCluster(new ClusterFacts("nimsforest", 3, List.of("b"), List.of(), true));

        assertBad(
                report.component(HealthComponent.CLUSTER),
                DEGRADED,
                "2 of 3 machines, missing: one whose name is not known");
    }

    @Test
    void aMeshThatCannotBeSeenDegrades() {
        HealthReport report = withCluster(ClusterFacts.unseen(
                "",
                3,
                HealthFinding.of(ProblemKind.MONITOR_UNREADABLE)
                        .with(HealthFact.URL, "http://127.0.0.1:8222")
                        .with(HealthFact.CAUSE, "connection refused")));

        assertBad(
                report.component(HealthComponent.CLUSTER),
                DEGRADED,
                "monitoring port http://127.0.0.1:8222 does not answer: connection refused");
    }

    @Test
    void aMachineThatIsRoutedAndDoesNotAnswerIsMissingAndNamedForWhatItIs() {
        ClusterFacts routed = new ClusterFacts("nimsforest", 3, List.of("b", "c"), List.of(), true);

        HealthReport report = withCluster(routed.without(Set.of("c")));

        assertBad(
                report.component(HealthComponent.CLUSTER),
                DEGRADED,
                "2 of 3 machines, missing: c; still routed, but no answer");
        assertThat(report.facts())
                .map(NodeHealthFacts::cluster)
                .map(ClusterFacts::missing)
                .contains(List.of("c"));
        assertThat(routed.without(Set.of("b", "c")).quorum()).isFalse();
    }

    @Test
    void whatMayBeLostIsReckonedFromTheReplicasOfTheStreams() {
        ClusterFacts five = new ClusterFacts("nimsforest", 5, List.of("b", "c", "d", "e"), List.of(), true);
        ClusterFacts withoutB = five.without(Set.of("b"));

        assertThat(five.mayStillBeLost(held("a", "b", "c"))).hasValue(1);
        assertThat(five.mayStillBeLost(held("a", "b", "c", "d", "e"))).hasValue(2);
        assertThat(withoutB.mayStillBeLost(held("a", "b", "c"))).hasValue(0);
        assertThat(withoutB.mayStillBeLost(held("c", "d", "e"))).hasValue(1);
        assertThat(five.mayStillBeLost(held("a"))).hasValue(0);
        assertThat(five.mayStillBeLost(JetStreamFacts.unavailable("no answer"))).isEmpty();
    }

    @Test
    void whileAStreamElectsALeaderItsReplicasAreWhereTheyWere() {
        ClusterFacts without =
                new ClusterFacts("nimsforest", 3, List.of("b", "c"), List.of(), true).without(Set.of("c"));
        List<StreamFacts> read = held("a", "b", "c").streams();
        StreamFacts leaderless = StreamFacts.missing("RIVER", 3, "no answer in time");

        assertThat(without.mayStillBeLost(JetStreamFacts.available("a", List.of(leaderless))))
                .isEmpty();
        assertThat(without.mayStillBeLost(new JetStreamFacts(true, Optional.empty(), "a", List.of(leaderless), read)))
                .hasValue(0);
        assertThat(without.mayStillBeLost(new JetStreamFacts(false, Optional.empty(), "", List.of(), read)))
                .hasValue(0);
    }

    private static JetStreamFacts held(String... servers) {
        List<StreamReplicaFacts> peers = Stream.of(servers)
                .map(server -> new StreamReplicaFacts(server, true, false, 0))
                .toList();
        int replicas = peers.size();
        return streams(new StreamFacts("RIVER", replicas, replicas, replicas, servers[0], 0, peers, true));
    }

    @Test
    void aSingleNodeIsNoMeshAndMissesNobody() {
        ComponentHealth finding = withCluster(SINGLE).component(HealthComponent.CLUSTER);

        assertThat(finding.status()).isEqualTo(UP);
    }
}
