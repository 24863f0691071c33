package com.nimsforest.node.domain.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectRetryScheduleTest {
    private static final Duration FIVE = Duration.ofSeconds(5);

    @Test
    void thereIsAWaitAfterEveryAttemptButTheLast() {
        ConnectRetrySchedule schedule = new ConnectRetrySchedule(3, FIVE);

        assertThat(schedule.after(1)).contains(FIVE);
        assertThat(schedule.after(2)).contains(FIVE);
        assertThat(schedule.after(3)).isEmpty();
        assertThat(schedule.after(4)).isEmpty();
    }

    @Test
    void oneAttemptHasNoWait() {
        assertThat(new ConnectRetrySchedule(1, FIVE).after(1)).isEmpty();
    }

    @Test
    void forEverNeverEnds() {
        assertThat(new ConnectRetrySchedule(ConnectRetrySchedule.FOREVER, FIVE).after(Integer.MAX_VALUE))
                .contains(FIVE);
    }

    @Test
    void noWaitAtAllIsAllowed() {
        assertThat(new ConnectRetrySchedule(2, Duration.ZERO).after(1)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -2, Integer.MIN_VALUE})
    void otherNumbersOfAttemptsAreRefused(int attempts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectRetrySchedule(attempts, FIVE))
                .withMessageContaining(Integer.toString(attempts));
    }

    @Test
    void aNegativeWaitIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ConnectRetrySchedule(1, Duration.ofNanos(-1)));
    }
}
