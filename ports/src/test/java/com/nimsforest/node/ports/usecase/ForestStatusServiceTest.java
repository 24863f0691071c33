package com.nimsforest.node.ports.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.health.StreamReplicaFacts;
import com.nimsforest.node.domain.replica.StreamReplicaContent;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.ForestStatusProblem;
import com.nimsforest.node.domain.status.MachineStatus;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.NodeStatusReport;
import com.nimsforest.node.ports.fakes.FakeClusterView;
import com.nimsforest.node.ports.fakes.FakeServerView;
import com.nimsforest.node.ports.fakes.FakeSidecarConnection;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.fakes.InMemoryNodeFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ForestStatusServiceTest {
    private final UseCaseTestbed testbed = new UseCaseTestbed();
    private final InMemoryForest first = testbed.node();
    private final InMemoryNodeFleet fleet = new InMemoryNodeFleet(first.sidecar());
    private final NodeWithServer one = new NodeWithServer(testbed, "n1", "s1", fleet);

    @Test
    void aSingleNodeTellsOfItself() {
        ForestStatus status = one.status();

        assertThat(status.members()).singleElement().satisfies(member -> {
            assertThat(member.name()).isEqualTo("s1");
            assertThat(member.present()).isTrue();
            assertThat(member.self()).isTrue();
            assertThat(member.server()).contains(FakeServerView.holding("s1"));
            assertThat(member.roundTrip()).contains(Duration.ofMillis(1));
        });
        assertThat(status.nodes()).extracting(node -> node.health().node()).containsExactly("n1");
        assertThat(status.status()).isEqualTo(HealthStatus.UP);
        assertThat(status.problems()).isEmpty();
    }

    @Test
    void aNodeThatHasReadNothingYetReportsThatItKnowsNothing() {
        ForestStatus status = new Fresh().watch.status();

        assertThat(status.status()).isEqualTo(HealthStatus.DOWN);
        assertThat(status.nodes()).hasSize(1);
        assertThat(status.members()).extracting(MachineStatus::name).containsExactly("n9");
    }

    @Test
    void machinesThatAreThereAndThoseThatAreMissingAreReported() {
        new NodeWithServer(testbed, "n2", "s2", fleet);
        one.forest.cluster().see(FakeClusterView.mesh(List.of("s2"), List.of("10.0.0.3:6222")));
        one.forest
                .storage()
                .see(JetStreamFacts.available("s2", one.forest.storage().probe().streams()));
        one.refresh();

        List<MachineStatus> members = one.status().members();

        assertThat(members).extracting(MachineStatus::name).containsExactly("10.0.0.3:6222", "s1", "s2");
        assertThat(members).extracting(MachineStatus::present).containsExactly(false, true, true);
        assertThat(members).extracting(MachineStatus::metaLeader).containsExactly(false, false, true);
        assertThat(members).extracting(MachineStatus::self).containsExactly(false, true, false);
        assertThat(members.get(2).server()).contains(FakeServerView.holding("s2"));
        assertThat(one.status().summary()).contains("2 of 3 machines");
        assertThat(one.status().outlook()).isEqualTo("2 of 3, one more loss stops writes");
    }

    @Test
    void aServerWithoutANodeIsAMachineOfWhichNothingIsKnown() {
        one.forest.cluster().see(FakeClusterView.mesh(List.of("s2"), List.of()));
        one.refresh();

        assertThat(one.status().members()).element(1).satisfies(member -> {
            assertThat(member.name()).isEqualTo("s2");
            assertThat(member.present()).isTrue();
            assertThat(member.server()).isEmpty();
        });
    }

    @Test
    void machinesThatTheServerCannotNameAreNamedByTheirNodes() {
        new NodeWithServer(testbed, "n2", "s2", fleet);
        one.forest.cluster().see(FakeClusterView.mesh(List.of("10.0.0.2:6222", "10.0.0.3:6222"), List.of()));
        one.refresh();

        assertThat(one.status().members())
                .hasSize(3)
                .extracting(MachineStatus::name)
                .contains("s1", "s2");
        assertThat(one.status().members()).allMatch(MachineStatus::present);
    }

    @Test
    void whatEachNodeTellsIsReportedOnce() {
        NodeWithServer two = new NodeWithServer(testbed, "n2", "s2", fleet);
        two.forest.pipeline().see(ConsumerFacts.waiting("RIVER", "trees", "no stream"));
        two.refresh();
        one.refresh();

        ForestStatus status = one.status();

        assertThat(status.nodes()).extracting(node -> node.health().node()).containsExactly("n1", "n2");
        assertThat(status.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(status.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.node()).isEqualTo("n2"));
    }

    @Test
    void twoNodesOfOneNameAreBothThereAndEachNamesTheOther() {
        NodeWithServer twin = new NodeWithServer(testbed, "n1", "s2", fleet);
        one.refresh();
        one.refresh();

        assertThat(one.status().nodes())
                .extracting(NodeStatusReport::place)
                .containsExactly("at s1 beside s1", "at s2 beside s2");
        assertThat(one.health.report().findings())
                .extracting(HealthFinding::reason)
                .containsExactly("another node has the name n1, too: at s2 beside s2; this one is at s1 beside s1");

        twin.answering.close();
        testbed.clock.advance(Duration.ofSeconds(1));
        one.refresh();
        one.refresh();
        assertThat(one.health.report().findings()).isEmpty();
    }

    @Test
    void aNodeThatMissedAQuestionIsRememberedAndOneThatIsGoneIsForgotten() {
        NodeWithServer two = new NodeWithServer(testbed, "n2", "s2", fleet);
        one.refresh();
        two.answering.close();

        testbed.clock.advance(Duration.ofSeconds(1));
        one.refresh();
        assertThat(one.status().nodes()).hasSize(2);

        testbed.clock.advance(Duration.ofSeconds(7));
        one.refresh();
        assertThat(one.status().nodes()).hasSize(1);
    }

    @Test
    void aMachineWithoutItsNodeIsMissedSinceItWasFoundAndNotSinceTheLastLook() {
        NodeWithServer two = new NodeWithServer(testbed, "n2", "s2", fleet);
        NodeWithServer three = new NodeWithServer(testbed, "n3", "s3", fleet);
        one.forest.cluster().see(FakeClusterView.mesh(List.of("s2", "s3"), List.of()));
        one.refresh();
        two.answering.close();
        refreshFor(10, List.of(one));
        Instant found = one.status().problems().get(0).since();

        refreshFor(10, List.of(one));
        assertThat(one.status().problems())
                .extracting(ForestStatusProblem::since)
                .containsExactly(found);

        three.answering.close();
        refreshFor(10, List.of(one));
        assertThat(one.status().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.reason()).isEqualTo("no node answers on s2, s3");
            assertThat(problem.since()).isEqualTo(found);
        });
    }

    @Test
    void aLostConnectionIsReportedWithoutARefresh() {
        one.forest.disconnect();

        assertThat(one.status().status()).isEqualTo(HealthStatus.DOWN);
        assertThat(one.status().nodes())
                .singleElement()
                .satisfies(node -> assertThat(node.health().status()).isEqualTo(HealthStatus.DOWN));
    }

    @Test
    void aServerThatIsNeitherConnectedNorSeenIsMissing() {
        one.server.seeNothing();
        one.refresh();
        assertThat(one.status().members()).allMatch(MachineStatus::present);

        one.forest.disconnect();

        assertThat(one.status().members()).singleElement().satisfies(member -> {
            assertThat(member.name()).isEqualTo("fake-server");
            assertThat(member.present()).isFalse();
        });
    }

    @Test
    void copiesThatStayDifferentDegradeEachNodeThatSeesThem() {
        NodeWithServer two = new NodeWithServer(testbed, "n2", "s2", fleet);
        List<NodeWithServer> both = List.of(one, two);
        both.forEach(machine -> machine.forest.storage().see(replicated("s1", "s2")));
        one.server.see(FakeServerView.holding("s1", new StreamReplicaContent("RIVER", 1, 10, 10)));
        two.server.see(FakeServerView.holding("s2", new StreamReplicaContent("RIVER", 1, 9, 9)));

        refreshFor(33, both);

        both.forEach(machine -> {
            assertThat(machine.status().difference("RIVER"))
                    .contains("s1 holds 10 from 1 to 10, s2 holds 9 from 1 to 9");
            assertThat(machine.status().health().ready()).isTrue();
            assertThat(machine.status().problems().get(0).runbook()).isEqualTo("diverged");
        });

        two.server.see(FakeServerView.holding("s2", new StreamReplicaContent("RIVER", 1, 10, 10)));
        refreshFor(33, both);

        assertThat(one.status().problems()).isEmpty();
    }

    private void refreshFor(int seconds, List<NodeWithServer> machines) {
        for (int second = 0; second < seconds; second++) {
            machines.forEach(NodeWithServer::refresh);
            testbed.clock.advance(Duration.ofSeconds(1));
        }
    }

    private static JetStreamFacts replicated(String leader, String follower) {
        List<StreamReplicaFacts> peers = List.of(
                new StreamReplicaFacts(leader, true, false, 0), new StreamReplicaFacts(follower, true, false, 0));
        return JetStreamFacts.available(leader, List.of(new StreamFacts("RIVER", 2, 2, 2, leader, 10, peers, true)));
    }

    @Test
    void aServerWhoseDiskIsNearlyFullDegradesItsNode() {
        one.server.see(
                new NatsServerFacts("s1", "2.15.3", Duration.ofHours(1), 1, 90, 100, 0, List.of(), Optional.empty()));
        one.refresh();

        assertThat(one.status().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.runbook()).isEqualTo("disk-full"));

        one.server.seeNothing();
        one.refresh();

        assertThat(one.status().problems()).isEmpty();
    }

    @Test
    void aStatusIsComputedOnceForEachRefreshHoweverOftenItIsAskedFor() {
        ForestStatus status = one.status();

        assertThat(one.status()).isSameAs(status);

        one.refresh();
        assertThat(one.status()).isNotSameAs(status);
    }

    @Test
    void anAnswerAndAStatusAskNobody() {
        AtomicInteger asked = new AtomicInteger();
        ForestStatusService watch = new ForestStatusService(
                one.health,
                () -> {
                    asked.incrementAndGet();
                    return Optional.empty();
                },
                fleet,
                testbed.clock);

        watch.answer();
        List<NodeStatusReport> answers = fleet.ask();
        watch.status();

        assertThat(answers).hasSize(2);
        assertThat(asked).hasValue(0);
    }

    private final class Fresh {
        final InMemoryForest forest = testbed.node();
        final NodeHealthService health = new NodeHealthService(
                new NodeHealthService.Identity("n9", "1.0", List.of(), List.of(), List.of()),
                new FakeSidecarConnection(testbed.clock),
                forest.storage(),
                forest.cluster(),
                forest.pipeline(),
                testbed.clock);
        final ForestStatusService watch = new ForestStatusService(health, new FakeServerView(), fleet, testbed.clock);
    }
}
