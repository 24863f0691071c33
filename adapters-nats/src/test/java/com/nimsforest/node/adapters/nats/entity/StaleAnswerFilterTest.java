package com.nimsforest.node.adapters.nats.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StaleAnswerFilterTest {
    private final AtomicLong nanos = new AtomicLong(7);
    private final StaleAnswerFilter filter = new StaleAnswerFilter(nanos::get);

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void anAnswerThatReachesWhatWasReceivedIsCurrent() {
        assertThat(filter.isCurrent(3, 3)).isTrue();
        assertThat(filter.isCurrent(4, 3)).isTrue();
    }

    @Test
    void anAnswerOfBeforeIsNot() {
        assertThat(filter.isCurrent(2, 3)).isFalse();
        pass(19);
        assertThat(filter.isCurrent(2, 3)).isFalse();
    }

    @Test
    void anAnswerThatStaysIsOfAStreamFromWhichLeavesWereRemoved() {
        assertThat(filter.isCurrent(0, 3)).isFalse();
        pass(20);

        assertThat(filter.isCurrent(0, 3)).isTrue();
    }

    @Test
    void aCurrentAnswerEndsTheDoubt() {
        assertThat(filter.isCurrent(2, 3)).isFalse();
        pass(15);
        assertThat(filter.isCurrent(3, 3)).isTrue();
        pass(15);

        assertThat(filter.isCurrent(2, 3)).isFalse();
    }
}
