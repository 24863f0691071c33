package com.nimsforest.node.domain.change;

import static com.nimsforest.node.domain.change.MeshStatusBuilder.member;
import static com.nimsforest.node.domain.change.MeshStatusBuilder.node;
import static com.nimsforest.node.domain.change.MeshStatusBuilder.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.change.ForestStatusChange.Tone;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForestStatusChangeTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    private final MeshStatusBuilder before = new MeshStatusBuilder();
    private final MeshStatusBuilder after = new MeshStatusBuilder();

    @Test
    void whatStaysIsNoChange() {
        assertThat(changes()).isEmpty();
    }

    @Test
    void aChangeHasTheTimeAtWhichItWasSeen() {
        after.deadLetters = 3;

        assertThat(ForestStatusChange.between(before.status(THEN), after.status(THEN.plusSeconds(1))))
                .containsExactly(
                        new ForestStatusChange(THEN.plusSeconds(1), Tone.WORSE, "dead letters: 3, there were 2"));
    }

    @Test
    void aMachineIsMissingAndBack() {
        after.members.set(2, member("nats-3", false, Duration.ofHours(1)));

        assertThat(changes()).containsExactly("WORSE the forest is DEGRADED, it was UP", "WORSE nats-3 is missing");
        assertThat(undone()).containsExactly("BETTER the forest is UP, it was DEGRADED", "BETTER nats-3 is back");
    }

    @Test
    void ofSeveralItSpeaksAsOfSeveral() {
        after.members.set(1, member("nats-2", false, Duration.ofHours(1)));
        after.members.set(2, member("nats-3", false, Duration.ofHours(1)));

        assertThat(changes()).contains("WORSE nats-2, nats-3 are missing");
    }

    @Test
    void aMachineJoinsAndIsForgotten() {
        after.members.add(member("nats-4", true, Duration.ofHours(1)));

        assertThat(changes()).containsExactly("OTHER nats-4 has joined the mesh");
        assertThat(undone()).containsExactly("OTHER nats-4 is no longer expected");
    }

    @Test
    void aMachineThatIsExpectedAndNeverCameIsMissing() {
        after.members.add(member("10.0.0.4:6222", false, Duration.ZERO));

        assertThat(changes()).contains("OTHER 10.0.0.4:6222 is expected, and missing");
    }

    @Test
    void whatIsKnownFirstIsNoChange() {
        before.members.clear();
        before.nodes.clear();

        assertThat(changes()).isEmpty();
    }

    @Test
    void aRestartOrAnUpgradeOfAServerIsAChange() {
        after.members.set(1, member("nats-2", true, Duration.ofSeconds(1)));
        after.members.set(2, member("nats-3", "2.16.0", Duration.ofSeconds(1)));

        assertThat(changes())
                .containsExactly(
                        "OTHER the server of nats-2 was restarted",
                        "OTHER the server of nats-3 is 2.16.0 now, it was 2.15.3");
    }

    @Test
    void theLeaderOfTheMeshGoesAndComes() {
        after.metaLeader = "nats-2";
        assertThat(changes()).containsExactly("OTHER nats-2 leads the mesh, it was nats-1");

        after.metaLeader = "";
        assertThat(changes()).containsExactly("WORSE the mesh has no leader, it was nats-1");
        assertThat(undone()).containsExactly("BETTER nats-1 leads the mesh");
    }

    @Test
    void theQuorumIsLostAndComesBack() {
        after.quorum = false;

        assertThat(changes()).containsExactly("WORSE the mesh has no quorum, writes are refused");
        assertThat(undone()).containsExactly("BETTER the mesh has a quorum again, writes are accepted");
    }

    @Test
    void withoutJetStreamNothingIsSaidOfItsStreams() {
        after.available = false;
        after.streams.clear();

        assertThat(changes()).containsExactly("WORSE JetStream does not answer");
        assertThat(undone()).containsExactly("BETTER JetStream answers");
    }

    @Test
    void whatSeveralStreamsHaveInCommonIsReportedOnce() {
        after.streams.replaceAll(was -> stream(was.name(), 3, 2, was.leader()));

        assertThat(changes()).containsExactly("WORSE RIVER, HUMUS: 2 of 3 replicas are current");
        assertThat(undone()).containsExactly("BETTER RIVER, HUMUS: 3 of 3 replicas are current");
    }

    @Test
    void aStreamChangesItsLeader() {
        after.streams.set(0, stream("RIVER", 3, 3, "nats-2"));
        assertThat(changes()).containsExactly("OTHER RIVER: led by nats-2, it was nats-1");

        after.streams.set(0, stream("RIVER", 3, 3, ""));
        assertThat(changes()).containsExactly("WORSE RIVER: no leader, it was nats-1");
        assertThat(undone()).containsExactly("BETTER RIVER: led by nats-1");
    }

    @Test
    void aStreamIsRaised() {
        before.streams.set(0, stream("RIVER", 1, 1, "nats-1"));

        assertThat(changes()).containsExactly("BETTER RIVER: 3 of 3 replicas are current");

        before.streams.set(0, stream("RIVER", 2, 3, "nats-1"));
        assertThat(changes()).containsExactly("OTHER RIVER: has 3 replicas, it had 2");
    }

    @Test
    void replicasDifferAndAreTheSameAgain() {
        after.nodes.set(1, node("nats-2", HealthFinding.about("RIVER", ProblemKind.REPLICAS_DIFFER)));

        assertThat(changes())
                .containsExactly(
                        "WORSE the forest is DEGRADED, it was UP",
                        "WORSE node nats-2 is DEGRADED",
                        "WORSE RIVER: its replicas differ");
        assertThat(undone())
                .containsExactly(
                        "BETTER the forest is UP, it was DEGRADED",
                        "BETTER node nats-2 is UP",
                        "BETTER RIVER: its replicas are the same again");
    }

    @Test
    void aNodeFallsSilentAndAnswersAgain() {
        after.nodes.remove(1);

        assertThat(changes()).containsExactly("WORSE node nats-2 does not answer");
        assertThat(undone()).containsExactly("BETTER node nats-2 answers");
    }

    @Test
    void aConsumerStallsAndGoesOn() {
        after.consumers.set(0, new ConsumerFacts("RIVER", "trees", 9, 0, true));

        assertThat(changes()).containsExactly("WORSE consumer trees is stalled");
        assertThat(undone()).containsExactly("BETTER consumer trees makes progress again");
    }

    @Test
    void aConsumerWaitsAndTakesPartAgain() {
        after.consumers.set(0, ConsumerFacts.waiting("RIVER", "trees", "no stream"));

        assertThat(changes()).containsExactly("WORSE consumer trees is not subscribed: no stream");
        assertThat(undone()).containsExactly("BETTER consumer trees is subscribed again");
    }

    @Test
    void deadLettersComeAndGo() {
        after.deadLetters = 5;

        assertThat(changes()).containsExactly("WORSE dead letters: 5, there were 2");
        assertThat(undone()).containsExactly("BETTER dead letters: 2, there were 5");
    }

    private List<String> changes() {
        return descriptions(before, after);
    }

    private List<String> undone() {
        return descriptions(after, before);
    }

    private static List<String> descriptions(MeshStatusBuilder before, MeshStatusBuilder after) {
        return ForestStatusChange.between(before.status(THEN), after.status(THEN)).stream()
                .map(change -> change.tone() + " " + change.what())
                .toList();
    }
}
