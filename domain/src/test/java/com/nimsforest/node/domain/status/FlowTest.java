package com.nimsforest.node.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.PipelineFacts;
import com.nimsforest.node.domain.health.StorageFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void theCopyThatIsFurthestCounts() {
        Flow flow = Flow.of(status(
                member("nats-1", new CopyFacts("RIVER", 1, 90, 3), new CopyFacts("HUMUS", 1, 7, 7)),
                member("nats-2", new CopyFacts("RIVER", 1, 100, 3)),
                new Member("nats-3", false, false, false, Optional.empty(), Optional.empty())));

        assertThat(flow).isEqualTo(new Flow(THEN, Map.of("RIVER", 100L, "HUMUS", 7L)));
    }

    @Test
    void whatWasStoredInBetweenIsTheRate() {
        Flow earlier = new Flow(THEN, Map.of("RIVER", 100L, "HUMUS", 7L));
        Flow later = new Flow(THEN.plusSeconds(4), Map.of("RIVER", 110L, "HUMUS", 7L));

        assertThat(later.since(earlier)).containsOnly(Map.entry("RIVER", 2.5), Map.entry("HUMUS", 0.0));
    }

    @Test
    void aStreamThatIsNewOrWasMadeAnewHasNoRate() {
        Flow earlier = new Flow(THEN, Map.of("RIVER", 100L, "LEAVES", 5L));
        Flow later = new Flow(THEN.plusSeconds(4), Map.of("RIVER", 3L, "HUMUS", 7L));

        assertThat(later.since(earlier)).isEmpty();
    }

    @Test
    void withoutTimeInBetweenThereIsNoRate() {
        Flow flow = new Flow(THEN, Map.of("RIVER", 100L));

        assertThat(flow.since(flow)).isEmpty();
    }

    private static Member member(String name, CopyFacts... copies) {
        ServerFacts server =
                new ServerFacts(name, "2.15.2", Duration.ofHours(1), 1, 1, 1, 2, List.of(copies), Optional.empty());
        return new Member(name, true, false, false, Optional.of(server), Optional.empty());
    }

    private static ForestStatus status(Member... members) {
        return new ForestStatus(
                new HealthReport("nats-1", "0.1.0", THEN, true, "", List.of()),
                new ClusterFacts("forest", 3, List.of(), List.of(), true, ""),
                StorageFacts.unavailable("not asked"),
                new PipelineFacts(List.of(), List.of(), List.of(), 0, List.of()),
                List.of(members),
                List.of());
    }
}
