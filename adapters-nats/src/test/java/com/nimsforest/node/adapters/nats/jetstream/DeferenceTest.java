package com.nimsforest.node.adapters.nats.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeferenceTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Deference deference = new Deference(nanos::get);

    @Test
    void theNodeBesideTheMetaLeaderMakesTheStreamAtOnce() {
        assertThat(deference.holds(true)).isFalse();
    }

    @Test
    void anotherNodeLeavesItForThreeToSixSeconds() {
        assertThat(deference.holds(false)).isTrue();
        passes(2999);
        assertThat(deference.holds(false)).isTrue();
        passes(3001);
        assertThat(deference.holds(false)).isFalse();
        assertThat(deference.holds(false)).isFalse();
    }

    @Test
    void aRequestWithoutAnAnswerIsLeftAloneBesideTheMetaLeaderToo() {
        deference.begin();

        assertThat(deference.holds(true)).isTrue();
        passes(6000);
        assertThat(deference.holds(true)).isFalse();
    }

    @Test
    void aStreamThatVanishesIsLeftToTheFirstAgain() {
        deference.holds(false);
        passes(6000);
        deference.end();

        assertThat(deference.holds(false)).isTrue();
    }

    private void passes(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
