package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.domain.handler.FailingMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailingMessagesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final List<Long> missed = new ArrayList<>();
    private final FailingMessages failing = new FailingMessages(Duration.ofMinutes(1), missed::add);

    @BeforeEach
    void oneMessageFails() {
        failing.keepOnly(1);
        failing.add(new StreamMessageKey(1, 7), message(7), "reply");
    }

    @Test
    void aMessageIsListedUntilItsNextAttemptIsOverdueAndIsMissedThen() {
        assertThat(failing.list(NOW.plusSeconds(60))).hasSize(1);
        assertThat(missed).isEmpty();
        assertThat(failing.list(NOW.plusSeconds(61))).isEmpty();
        assertThat(missed).containsExactly(7L);
    }

    @Test
    void anotherSubscriptionToTheSameStreamForgetsNothing() {
        failing.keepOnly(1);

        assertThat(failing.list(NOW)).hasSize(1);
    }

    @Test
    void aRecreatedStreamHasNoneOfThoseThatFailedBeforeNorOfThoseThatFailLate() {
        failing.keepOnly(2);
        failing.add(new StreamMessageKey(1, 8), message(8), "reply");
        assertThat(failing.list(NOW)).isEmpty();

        failing.add(new StreamMessageKey(2, 1), message(1), "reply");
        assertThat(failing.list(NOW)).extracting(FailingMessage::sequence).containsExactly(1L);
    }

    @Test
    void whatWaitsForItsNextAttemptIsAnsweredWhereItWasDeliveredLast() {
        failing.add(new StreamMessageKey(1, 7), message(7), "later reply");

        assertThat(failing.waiting(NOW.minusSeconds(1))).containsExactly("later reply");
        assertThat(failing.waiting(NOW)).isEmpty();
    }

    private static FailingMessage message(long sequence) {
        return new FailingMessage("nim a", "HUMUS", sequence, "humus.a", "no", 1, 10, NOW, NOW);
    }
}
