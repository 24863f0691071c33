package com.nimsforest.node.domain.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void theStandardPolicyGivesUpAfterTenAttemptsWithinAboutFiveMinutes() {
        RetryPolicy policy = RetryPolicy.standard();

        assertThat(policy.attempts()).isEqualTo(10);
        assertThat(policy.span()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(policy.isOverAfter(9)).isFalse();
        assertThat(policy.isOverAfter(10)).isTrue();
    }

    @Test
    void delaysGrowByTheFactorUpToTheLongest() {
        RetryPolicy policy = new RetryPolicy(5, Duration.ofMillis(100), 3, Duration.ofSeconds(2));

        assertThat(policy.delayAfter(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(policy.delayAfter(2)).isEqualTo(Duration.ofMillis(300));
        assertThat(policy.delayAfter(3)).isEqualTo(Duration.ofMillis(900));
        assertThat(policy.delayAfter(4)).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.delayAfter(1_000_000)).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.span()).isEqualTo(Duration.ofMillis(3300));
    }

    @Test
    void aPolicyCanBeShortenedAndNotLengthened() {
        assertThat(RetryPolicy.standard().withAtMost(3).attempts()).isEqualTo(3);
        assertThat(RetryPolicy.standard().withAtMost(30).attempts()).isEqualTo(10);
    }

    @Test
    void impossiblePoliciesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(0, SECOND, 1, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, SECOND.negated(), 1, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, SECOND, 0.5, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, SECOND, Double.NaN, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, SECOND, 1, Duration.ZERO));
    }
}
