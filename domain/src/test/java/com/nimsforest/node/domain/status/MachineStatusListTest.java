package com.nimsforest.node.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.ProblemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineStatusListTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void aMachineThatIsMissingStaysMissingWhateverItsNodeSaidLast() {
        List<MachineStatus> members =
                machineList(mesh(List.of("b"), List.of("c")), report("a", AT), report("b", AT), report("c", AT));

        assertThat(members).extracting(MachineStatus::name).containsExactly("a", "b", "c");
        assertThat(members).extracting(MachineStatus::present).containsExactly(true, true, false);
    }

    @Test
    void whenTheMeshCannotBeSeenTheNodesThatAnswerSayWhoIsThere() {
        ClusterFacts unseen = ClusterFacts.unseen("", 3, HealthFinding.of(ProblemKind.MONITOR_UNREADABLE));

        assertThat(machineList(unseen, report("a", AT), report("b", AT)))
                .extracting(MachineStatus::name)
                .containsExactly("a", "b");
    }

    @Test
    void ofMachinesWithoutNamesThoseAreLeftOutThatTheirNodesName() {
        List<MachineStatus> members =
                machineList(mesh(List.of("NX", "NY"), List.of()), report("a", AT), report("c", AT));

        assertThat(members).extracting(MachineStatus::name).containsExactly("NX", "a", "c");
        assertThat(machineList(mesh(List.of("NX", "NY"), List.of()), report("b", AT), report("c", AT)))
                .extracting(MachineStatus::name)
                .containsExactly("a", "b", "c");
    }

    @Test
    void ofTwoNodesBesideOneServerTheLastReportCounts() {
        NodeStatusReport late = report("a", AT.plusSeconds(1));

        assertThat(machineList(mesh(List.of(), List.of()), report("a", AT), late))
                .singleElement()
                .satisfies(member -> assertThat(member.server()).isEqualTo(late.server()));
    }

    @Test
    void thisMachineIsNeverAmongTheMissing() {
        assertThat(machineList(mesh(List.of(), List.of("a")), report("a", AT)))
                .singleElement()
                .satisfies(member -> assertThat(member.present()).isTrue());
    }

    private static List<MachineStatus> machineList(ClusterFacts cluster, NodeStatusReport... reports) {
        return new MachineStatusList("a", true, cluster, "b", List.of(reports)).members();
    }

    private static ClusterFacts mesh(List<String> connected, List<String> missing) {
        return new ClusterFacts("f", 1 + connected.size() + missing.size(), connected, missing, true);
    }

    private static NodeStatusReport report(String server, Instant at) {
        NatsServerFacts facts = new NatsServerFacts(
                server, "2.15.3", Duration.between(Instant.EPOCH, at), 1, 1, 1, 2, List.of(), Optional.empty());
        return new NodeStatusReport(
                HealthReport.ofFindings("node-" + server, "1.0", at, List.of()), Optional.of(facts), Optional.empty());
    }
}
