package com.nimsforest.node.domain.health;

import static com.nimsforest.node.domain.health.HealthStatus.DEGRADED;
import static com.nimsforest.node.domain.health.HealthStatus.DOWN;
import static com.nimsforest.node.domain.health.HealthStatus.UP;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.SINGLE;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.assertBad;
import static com.nimsforest.node.domain.health.HealthyNodeFixture.withCluster;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterHealthTest {
    @Test
    void aWholeMeshIsUp() {
        HealthReport report = withCluster(new ClusterFacts("nimsforest", 3, List.of("b", "c"), List.of(), true));

        assertThat(report.component(HealthComponent.CLUSTER).status()).isEqualTo(UP);
        assertThat(report.component(HealthComponent.CLUSTER).details())
                .containsEntry("mode", "mesh")
                .containsEntry("expected", 3)
                .containsEntry("connected", List.of("b", "c"))
                .containsEntry("quorum", true);
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
        HealthReport report = withCluster(new ClusterFacts(
                "",
                3,
                List.of(),
                List.of(),
                false,
                Optional.of(HealthFinding.of(ProblemKind.MONITOR_UNREADABLE)
                        .with("url", "http://127.0.0.1:8222")
                        .with("cause", "connection refused"))));

        assertBad(
                report.component(HealthComponent.CLUSTER),
                DEGRADED,
                "monitoring port http://127.0.0.1:8222 does not answer: connection refused");
    }

    @Test
    void aSingleNodeIsNoMeshAndMissesNobody() {
        ComponentHealth finding = withCluster(SINGLE).component(HealthComponent.CLUSTER);

        assertThat(finding.status()).isEqualTo(UP);
        assertThat(finding.details()).containsEntry("mode", "single node");
    }
}
