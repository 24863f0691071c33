package com.nimsforest.node.adapters.nats.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final MessageKey KEY = new MessageKey(1, 7);

    private final Attempts attempts = new Attempts();

    @Test
    void eachFailureCountsOnce() {
        for (int delivery = 1; delivery <= 10; delivery++) {
            attempts.seen(KEY);
            assertThat(attempts.failed(KEY, delivery)).isEqualTo(delivery);
        }
    }

    @Test
    void postponementsAreNoFailures() {
        attempts.seen(KEY);
        assertThat(attempts.postponed(KEY)).isEqualTo(1);
        attempts.seen(KEY);
        assertThat(attempts.postponed(KEY)).isEqualTo(2);
        attempts.seen(KEY);

        assertThat(attempts.failed(KEY, 3)).isEqualTo(1);
    }

    @Test
    void deliveriesThatAreUnknownHereCountAsFailuresUpToABound() {
        attempts.seen(KEY);

        assertThat(attempts.failed(KEY, 5)).isEqualTo(5);
        attempts.forget(KEY);
        attempts.seen(KEY);
        assertThat(attempts.failed(KEY, 500)).isEqualTo(8);
    }
}
