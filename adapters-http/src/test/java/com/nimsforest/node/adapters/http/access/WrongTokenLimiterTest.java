package com.nimsforest.node.adapters.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WrongTokenLimiterTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicInteger counted = new AtomicInteger();
    private final WrongTokenLimiter limiter = new WrongTokenLimiter(counted::incrementAndGet, nanos::get);

    @Test
    void theAnswersToOneAddressComeOneAfterAnother() {
        assertThat(limiter.next("10.0.0.1")).isEqualTo(Duration.ofMillis(500));
        assertThat(limiter.next("10.0.0.1")).isEqualTo(Duration.ofMillis(1000));
        assertThat(limiter.next("10.0.0.2")).isEqualTo(Duration.ofMillis(500));
        assertThat(counted).hasValue(3);
    }

    @Test
    void noAnswerWaitsForLongerThanTenSeconds() {
        for (int i = 0; i < 1000; i++) {
            limiter.next("10.0.0.1");
        }

        assertThat(limiter.next("10.0.0.1")).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void anAddressIsLimitedUntilItsLastAnswerIsDue() {
        assertThat(limiter.isLimited("10.0.0.1")).isFalse();

        limiter.next("10.0.0.1");
        assertThat(limiter.isLimited("10.0.0.1")).isTrue();
        assertThat(limiter.isLimited("10.0.0.2")).isFalse();

        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(limiter.isLimited("10.0.0.1")).isFalse();
        assertThat(limiter.next("10.0.0.1")).isEqualTo(Duration.ofMillis(500));
    }
}
