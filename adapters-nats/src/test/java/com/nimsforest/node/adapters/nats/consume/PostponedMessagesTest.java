package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.domain.health.HealthFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostponedMessagesTest {
    private static final Instant STORED = Instant.parse("2026-01-02T03:04:05Z");
    private static final DurableConsumerPlan SOIL =
            DurableConsumerPlan.unfiltered("HUMUS", "soil", Duration.ofSeconds(30));
    private static final StreamMessageKey FIRST = new StreamMessageKey(1, 7, STORED);
    private static final StreamMessageKey SECOND = new StreamMessageKey(1, 8, STORED.plusSeconds(1));

    private final PostponedMessages postponed = new PostponedMessages(sequence -> {});

    @BeforeEach
    void twoMessagesArePostponed() {
        postponed.keepOnly(1);
        postponed.add(SECOND, "it is full", STORED.plusSeconds(30));
        postponed.add(FIRST, "it takes nothing", STORED.plusSeconds(20));
    }

    @Test
    void theOldestIsToldOnceItIsSomeSecondsOld() {
        assertThat(problem(5)).isEmpty();
        assertThat(problem(6))
                .map(HealthFinding::reason)
                .contains("consumer soil has postponed messages of HUMUS: 2, the oldest of 2026-01-02T03:04:05Z:"
                        + " it takes nothing");
        assertThat(problem(6)).flatMap(HealthFinding::since).contains(STORED);
    }

    @Test
    void aMessageIsNoMoreOnceItIsSettledOrItsNextAttemptIsOverdue() {
        assertThat(problem(26))
                .map(HealthFinding::reason)
                .hasValueSatisfying(reason -> assertThat(reason).contains("HUMUS: 1,", "it is full"));

        postponed.remove(SECOND);
        assertThat(problem(26)).isEmpty();
    }

    @Test
    void aRecreatedStreamHasNoneOfThoseThatWerePostponedBeforeNorOfThoseThatComeLate() {
        postponed.keepOnly(2);
        postponed.add(FIRST, "late", STORED.plusSeconds(60));

        assertThat(problem(10)).isEmpty();
    }

    private Optional<HealthFinding> problem(int seconds) {
        return postponed.problem(SOIL, STORED.plusSeconds(seconds));
    }
}
