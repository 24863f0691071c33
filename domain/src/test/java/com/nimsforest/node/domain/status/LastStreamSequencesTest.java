package com.nimsforest.node.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.NodePipelineFacts;
import com.nimsforest.node.domain.replica.StreamReplicaContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastStreamSequencesTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void theCopyThatIsFurthestCounts() {
        LastStreamSequences flow = LastStreamSequences.of(status(
                member(
                        "nats-1",
                        new StreamReplicaContent("RIVER", 1, 90, 3),
                        new StreamReplicaContent("HUMUS", 1, 7, 7)),
                member("nats-2", new StreamReplicaContent("RIVER", 1, 100, 3)),
                new MachineStatus("nats-3", false, false, false, Optional.empty(), Optional.empty())));

        assertThat(flow).isEqualTo(new LastStreamSequences(THEN, Map.of("RIVER", 100L, "HUMUS", 7L)));
    }

    @Test
    void whatWasStoredInBetweenIsTheRate() {
        LastStreamSequences earlier = new LastStreamSequences(THEN, Map.of("RIVER", 100L, "HUMUS", 7L));
        LastStreamSequences later = new LastStreamSequences(THEN.plusSeconds(4), Map.of("RIVER", 110L, "HUMUS", 7L));

        assertThat(later.since(earlier)).containsOnly(Map.entry("RIVER", 2.5), Map.entry("HUMUS", 0.0));
    }

    @Test
    void aStreamThatIsNewOrWasRecreatedHasNoRate() {
        LastStreamSequences earlier = new LastStreamSequences(THEN, Map.of("RIVER", 100L, "LEAVES", 5L));
        LastStreamSequences later = new LastStreamSequences(THEN.plusSeconds(4), Map.of("RIVER", 3L, "HUMUS", 7L));

        assertThat(later.since(earlier)).isEmpty();
    }

    @Test
    void withoutTimeInBetweenThereIsNoRate() {
        LastStreamSequences flow = new LastStreamSequences(THEN, Map.of("RIVER", 100L));

        assertThat(flow.since(flow)).isEmpty();
    }

    private static MachineStatus member(String name, StreamReplicaContent... copies) {
        NatsServerFacts server =
                new NatsServerFacts(name, "2.15.3", Duration.ofHours(1), 1, 1, 1, 2, List.of(copies), Optional.empty());
        return new MachineStatus(name, true, false, false, Optional.of(server), Optional.empty());
    }

    private static ForestStatus status(MachineStatus... members) {
        return ForestStatus.of(new ForestStatusFacts(
                HealthReport.ofFindings("nats-1", "0.1.0", THEN, List.of()),
                new ConnectionFacts(ConnectionState.CONNECTED, "", "nats-1", "", THEN, "", 0, Optional.empty()),
                new ClusterFacts("forest", 3, List.of(), List.of(), true),
                JetStreamFacts.unavailable("not asked"),
                new NodePipelineFacts(List.of(), List.of(), List.of(), 0, List.of()),
                List.of(members),
                List.of()));
    }
}
