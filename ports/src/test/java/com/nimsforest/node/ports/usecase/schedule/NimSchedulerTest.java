package com.nimsforest.node.ports.usecase.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.schedule.LeafSchedule;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driving.Forest;
import com.nimsforest.node.ports.driving.Nim;
import com.nimsforest.node.ports.driving.ScheduledNim;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.UseCaseTestbed;
import com.nimsforest.node.ports.usecase.entity.EntityLeafAnnouncer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leaves at set times, on servers in memory: on each node is a scheduler with the same schedule. */
class NimSchedulerTest {
    private static final Subject BEAT = Subject.of("report.beat");

    private record BeatNim(Set<LeafSchedule> schedules) implements Nim, ScheduledNim {
        @Override
        public Token name() {
            return Token.of("report");
        }

        @Override
        public Set<SubjectPattern> patterns() {
            return Set.of(SubjectPattern.of("report.*"));
        }

        @Override
        public void on(Leaf leaf, Forest forest) {}
    }

    private final UseCaseTestbed testbed = new UseCaseTestbed();
    private final InMemoryForest node = testbed.node();
    private final InMemoryForest other = testbed.node();
    private final List<Leaf> dropped = new ArrayList<>();

    @BeforeEach
    void listen() {
        testbed.clock.set(Instant.parse("2026-11-30T09:00:01Z"));
        new EntityLeafAnnouncer(node.entityHumus(), node.leaves(), testbed.instruments).start();
        node.leaves().gather(Token.of("listener"), Set.of(SubjectPattern.of("report.*")), delivery -> {
            dropped.add(delivery.message());
            return CompletableFuture.completedFuture(Verdict.done());
        });
    }

    private NimScheduler scheduler(InMemoryForest on, LeafSchedule schedule) {
        return new NimScheduler(
                on.entityHumus(),
                on.humus(),
                on.soil(),
                List.of(new BeatNim(Set.of(schedule))),
                List.of(),
                (rule, after) -> Optional.of(after.plusSeconds(600)),
                testbed.time,
                testbed.clock,
                testbed.instruments);
    }

    private Subscription start(InMemoryForest on, LeafSchedule schedule) {
        return scheduler(on, schedule).start();
    }

    private static LeafSchedule everyMinutes(int minutes) {
        return LeafSchedule.every(Duration.ofMinutes(minutes), BEAT);
    }

    private void passMinutes(int minutes) {
        testbed.time.advance(Duration.ofMinutes(minutes));
    }

    private List<String> times() {
        return dropped.stream().map(leaf -> leaf.time().toString()).toList();
    }

    @Test
    void eachTimeIsOneLeafHoweverManyNodesHaveTheSchedule() {
        start(node, everyMinutes(5));
        start(other, everyMinutes(5));

        passMinutes(16);

        assertThat(times()).containsExactly("2026-11-30T09:05:00Z", "2026-11-30T09:10:00Z", "2026-11-30T09:15:00Z");
        assertThat(dropped).allSatisfy(leaf -> {
            assertThat(leaf.subject()).isEqualTo(BEAT);
            assertThat(leaf.source()).isEqualTo("report");
            assertThat(leaf.data().text()).isEqualTo("{}");
        });
    }

    @Test
    void aCronExpressionSaysWhen() {
        start(node, LeafSchedule.cron("*/10 * * * *", ZoneOffset.UTC, BEAT));

        passMinutes(21);

        assertThat(times()).containsExactly("2026-11-30T09:10:01Z", "2026-11-30T09:20:01Z");
    }

    @Test
    void whatPassedWhileNoNodeRanIsOneLeaf() {
        start(node, everyMinutes(5)).close();
        testbed.time.runDue();
        passMinutes(31);
        assertThat(dropped).isEmpty();

        start(other, everyMinutes(5));
        passMinutes(5);

        assertThat(times()).containsExactly("2026-11-30T09:05:00Z", "2026-11-30T09:35:00Z");
    }

    @Test
    void aScheduleThatWasChangedStartsOver() {
        start(node, everyMinutes(5)).close();
        testbed.time.runDue();

        start(other, everyMinutes(20));
        passMinutes(59);

        assertThat(times()).containsExactly("2026-11-30T09:20:00Z", "2026-11-30T09:40:00Z");
    }

    @Test
    void answersThatAreLostOrComeInVainMakeNoLeafTwice() {
        start(node, everyMinutes(5));
        testbed.time.runDue();
        node.entityHumus().script().answerUnknownAfterStoring(1).answerUnknownWithoutStoring(1);

        passMinutes(11);

        assertThat(times()).containsExactly("2026-11-30T09:05:00Z", "2026-11-30T09:10:00Z");
    }

    @Test
    void aNodeThatIsCutOffSaysSoAndGoesOnAfterwards() {
        NimScheduler scheduler = scheduler(node, everyMinutes(5));
        scheduler.start();
        testbed.time.runDue();
        testbed.servers.loseStorage();

        passMinutes(6);
        assertThat(scheduler.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("schedule/report/report.beat"));
        testbed.servers.regainStorage();
        passMinutes(1);

        assertThat(scheduler.problems()).isEmpty();
        assertThat(times()).containsExactly("2026-11-30T09:05:00Z");
    }

    @Test
    void purgesOfTheHumusDoNotRepeatATime() {
        new Decomposer(node.humus(), node.soil(), testbed.instruments).start();
        start(node, everyMinutes(5));
        passMinutes(6);

        testbed.servers.dropDecomposed(Duration.ZERO);
        passMinutes(5);

        assertThat(times()).containsExactly("2026-11-30T09:05:00Z", "2026-11-30T09:10:00Z");
        assertThat(testbed.soil(node, "schedule/report/report.beat")).contains("\"every PT5M\"");
    }
}
