package com.nimsforest.node.domain.health;

import static com.nimsforest.node.domain.health.ProblemKind.CONSUMER_PAUSED;
import static com.nimsforest.node.domain.health.ProblemKind.CONSUMER_STALLED;
import static com.nimsforest.node.domain.health.ProblemKind.CONSUMER_WAITING;
import static com.nimsforest.node.domain.health.ProblemKind.ENTITY_WAITING;
import static com.nimsforest.node.domain.health.ProblemKind.HANDLER_FAILING;
import static com.nimsforest.node.domain.health.ProblemKind.HANDLER_NOT_RETURNING;
import static com.nimsforest.node.domain.health.ProblemKind.JETSTREAM_SWITCHED_OFF;
import static com.nimsforest.node.domain.health.ProblemKind.JETSTREAM_UNAVAILABLE;
import static com.nimsforest.node.domain.health.ProblemKind.JETSTREAM_WITHOUT_LEADER;
import static com.nimsforest.node.domain.health.ProblemKind.MACHINES_MISSING;
import static com.nimsforest.node.domain.health.ProblemKind.MACHINES_SILENT;
import static com.nimsforest.node.domain.health.ProblemKind.MESSAGES_POSTPONED;
import static com.nimsforest.node.domain.health.ProblemKind.NO_QUORUM;
import static com.nimsforest.node.domain.health.ProblemKind.STREAM_NOT_ALLOWED;
import static com.nimsforest.node.domain.health.ProblemKind.STREAM_UNAVAILABLE;
import static com.nimsforest.node.domain.health.ProblemKind.SUBJECT_FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which of several problems leads: the one whose advice mends all that go with it. */
class RootCausesTest {
    private static final HealthFinding LEADERLESS = HealthFinding.of(JETSTREAM_WITHOUT_LEADER);
    private static final HealthFinding RIVER = HealthFinding.about("RIVER", STREAM_UNAVAILABLE);
    private static final HealthFinding TREES = HealthFinding.about("trees", CONSUMER_STALLED);

    @Test
    void twoMachinesOfThreeThatAreGoneAreTheLossOfTheQuorum() {
        assertLeads(NO_QUORUM, mesh(3, List.of("b", "c"), Set.of(), false), LEADERLESS, RIVER, TREES);
    }

    @Test
    void twoMachinesOfThreeThatAreFrozenAreNotMendedByStartingThem() {
        assertLeads(MACHINES_SILENT, mesh(3, List.of(), Set.of("b", "c"), false), LEADERLESS, RIVER, TREES);
    }

    @Test
    void machinesWithoutJetStreamAreWhyNobodyLeads() {
        HealthFinding off = HealthFinding.about("b", JETSTREAM_SWITCHED_OFF);

        assertLeads(JETSTREAM_SWITCHED_OFF, mesh(3, List.of(), Set.of(), false), off, LEADERLESS, RIVER, TREES);
        assertLeads(
                JETSTREAM_SWITCHED_OFF,
                mesh(3, List.of(), Set.of(), false),
                off,
                HealthFinding.of(JETSTREAM_UNAVAILABLE));
    }

    @Test
    void oneThatIsGoneAndOneThatIsFrozenAreToldApart() {
        List<HealthFinding> findings = with(mesh(3, List.of("c"), Set.of("b"), false), LEADERLESS);

        assertThat(RootCauses.of(findings)).extracting(HealthFinding::kind).containsExactly(MACHINES_SILENT, NO_QUORUM);
    }

    @Test
    void aMeshThatWasNeverWholeWaitsForItsFirstLeader() {
        assertLeads(JETSTREAM_WITHOUT_LEADER, mesh(3, List.of("b:6222", "c:6222"), Set.of(), false), LEADERLESS);
    }

    @Test
    void whileAMajorityElectsItsLeaderNoQuorumIsMissed() {
        assertLeads(JETSTREAM_WITHOUT_LEADER, mesh(3, List.of("c"), Set.of(), false), LEADERLESS);
        assertLeads(MACHINES_MISSING, mesh(3, List.of("c"), Set.of(), false), RIVER);
        assertLeads(MACHINES_SILENT, mesh(3, List.of(), Set.of("c"), false), RIVER, TREES);
        assertLeads(
                JETSTREAM_UNAVAILABLE, mesh(3, List.of(), Set.of(), false), HealthFinding.of(JETSTREAM_UNAVAILABLE));
    }

    @Test
    void aStreamThatLostItsMajorityIsNamedByItsMachines() {
        assertLeads(MACHINES_MISSING, mesh(5, List.of("d", "e"), Set.of(), true), RIVER, TREES);
    }

    @Test
    void whatQuotesAForbiddenSubjectGoesWithThatOne() {
        HealthFinding acks = HealthFinding.about("$JS.ACK.>", SUBJECT_FORBIDDEN);
        HealthFinding humus = HealthFinding.about("humus.>", SUBJECT_FORBIDDEN);
        HealthFinding leaf = HealthFinding.about("payment.completed", SUBJECT_FORBIDDEN);
        HealthFinding entity = HealthFinding.about("task-1", ENTITY_WAITING)
                .with(HealthFact.CAUSE, "task-1: Permissions Violation for Publish to \"humus.nim.update.task-1\"");
        HealthFinding tree = HealthFinding.about("trees", MESSAGES_POSTPONED)
                .with(HealthFact.CAUSE, "Permissions Violation for Publish to \"payment.completed\"");
        HealthFinding other = HealthFinding.about("task-2", ENTITY_WAITING).with(HealthFact.CAUSE, "no more money");
        List<HealthFinding> findings = List.of(acks, humus, leaf, entity, tree, other);

        assertThat(RootCauses.root(entity, findings)).isEqualTo(humus);
        assertThat(RootCauses.root(tree, findings)).isEqualTo(leaf);
        assertThat(RootCauses.root(other, findings)).isEqualTo(other);
        assertThat(RootCauses.of(findings)).containsExactly(acks, humus, leaf, other);
    }

    @Test
    void aConsumerThatTheServerForbidsIsNoSecondProblem() {
        assertLeads(
                SUBJECT_FORBIDDEN,
                List.of(),
                HealthFinding.about("$JS.ACK.>", SUBJECT_FORBIDDEN),
                TREES,
                HealthFinding.about("soil", CONSUMER_WAITING));
    }

    @Test
    void aConsumerThatIsPausedOrAtItsLimitIsNotStalledForAnotherReason() {
        HealthFinding paused = HealthFinding.about(List.of("trees", "nim-aftersales"), CONSUMER_PAUSED);

        assertLeads(CONSUMER_PAUSED, List.of(), paused, TREES);
        assertThat(RootCauses.of(List.of(paused, HealthFinding.about("soil", CONSUMER_STALLED))))
                .hasSize(2);
    }

    @Test
    void aHandlerThatDoesNotReturnFailsForThatReason() {
        HealthFinding hangs = HealthFinding.about("nim aftersales", HANDLER_NOT_RETURNING);

        assertLeads(HANDLER_NOT_RETURNING, List.of(), hangs, HealthFinding.about("nim aftersales", HANDLER_FAILING));
        assertThat(RootCauses.of(List.of(hangs, HealthFinding.about("tree payment", HANDLER_FAILING))))
                .hasSize(2);
    }

    @Test
    void whyAStreamCannotBeMadeIsToldBeforeThatItIsNotThere() {
        assertLeads(STREAM_NOT_ALLOWED, List.of(), HealthFinding.about("RIVER", STREAM_NOT_ALLOWED), RIVER, TREES);
        assertThat(RootCauses.of(List.of(HealthFinding.about("HUMUS", STREAM_NOT_ALLOWED), RIVER)))
                .hasSize(2);
    }

    /** No set of problems is without a root, and each is told by one. */
    @Test
    void noProblemsAreEachOthersCause() {
        List<List<HealthFinding>> meshes = List.of(
                List.of(),
                mesh(3, List.of("b", "c"), Set.of(), false),
                mesh(3, List.of("b:6222", "c:6222"), Set.of(), false),
                mesh(3, List.of("b"), Set.of("c"), false),
                mesh(3, List.of(), Set.of("b", "c"), false),
                mesh(3, List.of("b"), Set.of(), false),
                mesh(3, List.of(), Set.of(), false));

        for (List<HealthFinding> mesh : meshes) {
            List<HealthFinding> all = new ArrayList<>(mesh);
            Arrays.stream(ProblemKind.values())
                    .filter(kind -> mesh.stream().noneMatch(finding -> finding.kind() == kind))
                    .map(HealthFinding::of)
                    .forEach(all::add);
            assertThat(all)
                    .allSatisfy(finding -> assertThat(RootCauses.of(all)).contains(RootCauses.root(finding, all)));
        }
    }

    private static void assertLeads(ProblemKind kind, List<HealthFinding> mesh, HealthFinding... more) {
        List<HealthFinding> findings = with(mesh, more);

        assertThat(RootCauses.of(findings)).extracting(HealthFinding::kind).containsExactly(kind);
    }

    private static List<HealthFinding> with(List<HealthFinding> mesh, HealthFinding... more) {
        return Stream.concat(Stream.of(more), mesh.stream()).toList();
    }

    /** As the rules find it. */
    private static List<HealthFinding> mesh(int expected, List<String> missing, Set<String> silent, boolean quorum) {
        List<String> others = List.of("b", "c", "d", "e").subList(0, expected - 1);
        List<String> connected = expected - 1 - missing.size() < 1
                ? List.of()
                : others.stream().filter(name -> !missing.contains(name)).toList();
        return HealthyNodeFixture.withCluster(
                        new ClusterFacts("forest", expected, connected, missing, quorum).without(silent))
                .component(HealthComponent.CLUSTER)
                .findings();
    }
}
