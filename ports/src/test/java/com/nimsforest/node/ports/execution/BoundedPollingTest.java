package com.nimsforest.node.ports.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedPollingTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void forgetTheInterruption() {
        Thread.interrupted();
    }

    @Test
    void itAsksUntilTheAnswerIsAsWanted() {
        assertThat(BoundedPolling.poll(LONG, asked::incrementAndGet, answer -> answer == 3))
                .isEqualTo(3);
        assertThat(asked).hasValue(3);
    }

    @Test
    void itAsksOnceWhenThereIsNoTime() {
        assertThat(BoundedPolling.poll(Duration.ZERO, asked::incrementAndGet, answer -> false))
                .isEqualTo(1);
    }

    @Test
    void aThreadThatIsInterruptedWaitsNoLonger() {
        Thread.currentThread().interrupt();

        assertThat(BoundedPolling.poll(LONG, asked::incrementAndGet, answer -> false))
                .isEqualTo(1);
    }
}
