package com.nimsforest.node.domain.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsumerProgressTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @Test
    void messagesOfWhichNoneIsAcknowledgedAreAStallAfterTheBound() {
        ConsumerProgress progress =
                start(new ConsumerPosition(5, 5, 0, 0, 0)).at(new ConsumerPosition(5, 5, 3, 0, 0), s(1));

        assertThat(progress.isStalled(BOUND, s(29))).isFalse();
        assertThat(progress.isStalled(BOUND, s(31))).isTrue();
    }

    @Test
    void deliveriesAgainAndAgainAreNoProgress() {
        ConsumerProgress progress = start(new ConsumerPosition(5, 600, 1000, 595, 595));
        for (int second = 1; second <= 31; second++) {
            progress = progress.at(new ConsumerPosition(5, 600, 1000, 595, 595), s(second));
        }

        assertThat(progress.isStalled(BOUND, s(31))).isTrue();
    }

    @Test
    void aFloorThatMovesIsProgress() {
        ConsumerProgress progress =
                start(new ConsumerPosition(5, 10, 100, 5, 0)).at(new ConsumerPosition(6, 10, 100, 5, 0), s(29));

        assertThat(progress.isStalled(BOUND, s(40))).isFalse();
    }

    @Test
    void aFloorThatAFailingMessageHoldsIsNoStallOfTheOthers() {
        ConsumerProgress progress =
                start(new ConsumerPosition(5, 10, 100, 1, 1)).at(new ConsumerPosition(5, 60, 100, 1, 1), s(29));

        assertThat(progress.isStalled(BOUND, s(40))).isFalse();
    }

    @Test
    void messagesThatAreDeliveredAndNeverAcknowledgedAreNoProgress() {
        ConsumerProgress progress =
                start(new ConsumerPosition(5, 10, 100, 5, 0)).at(new ConsumerPosition(5, 60, 50, 55, 0), s(29));

        assertThat(progress.isStalled(BOUND, s(31))).isTrue();
    }

    @Test
    void onlyMessagesThatWaitForTheirNextAttemptAreNoStall() {
        ConsumerProgress progress = start(new ConsumerPosition(5, 10, 0, 2, 2));

        assertThat(progress.isStalled(BOUND, s(600))).isFalse();
    }

    @Test
    void messagesUnderWorkHaveTwiceTheTime() {
        ConsumerProgress progress = start(new ConsumerPosition(5, 10, 0, 2, 0));

        assertThat(progress.isStalled(BOUND, s(59))).isFalse();
        assertThat(progress.isStalled(BOUND, s(61))).isTrue();
    }

    @Test
    void theTimeWithoutMessagesDoesNotCount() {
        ConsumerProgress progress = start(new ConsumerPosition(5, 5, 0, 0, 0))
                .at(new ConsumerPosition(5, 5, 0, 0, 0), s(100))
                .at(new ConsumerPosition(5, 5, 1, 0, 0), s(101));

        assertThat(progress.isStalled(BOUND, s(129))).isFalse();
        assertThat(progress.isStalled(BOUND, s(130))).isTrue();
    }

    private static ConsumerProgress start(ConsumerPosition position) {
        return new ConsumerProgress(position, Duration.ZERO);
    }

    private static Duration s(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
