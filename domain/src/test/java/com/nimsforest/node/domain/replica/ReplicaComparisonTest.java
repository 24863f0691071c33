package com.nimsforest.node.domain.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplicaComparisonTest extends ReplicaComparisonFixture {
    @Test
    void aCopyThatStaysBehindDiffersAfterHalfAMinute() {
        Runnable observe = () -> {
            see("nats-1", copy(1, 100, 100));
            see("nats-2", copy(1, 90, 90));
        };

        forSeconds(30, observe);
        assertThat(found).isEmpty();
        forSeconds(2, observe);

        assertThat(found).isPresent();
        assertThat(found.orElseThrow().divergence().stream()).isEqualTo("KV_SOIL");
        assertThat(found.orElseThrow().divergence().difference())
                .isEqualTo("nats-1 holds 100 from 1 to 100, nats-2 holds 90 from 1 to 90");
    }

    @Test
    void itIsReportedSinceWhenTheyDiffer() {
        Runnable observe = () -> {
            see("nats-1", copy(1, 100, 100));
            see("nats-2", copy(1, 90, 90));
        };

        forSeconds(31, observe);
        Instant first = now;
        forSeconds(20, observe);

        assertThat(found.orElseThrow().divergence().since()).isEqualTo(first);
    }

    @Test
    void aHoleInTheMiddleDiffersWhileMessagesComeAndOldOnesGo() {
        int[] step = {0};

        forSeconds(40, () -> {
            step[0] += 500;
            see("nats-1", copy(step[0] + 1, step[0] + 1_000, 1_000));
            see("nats-2", copy(step[0] + 1, step[0] + 1_000, 990));
        });

        assertThat(found).isPresent();
    }

    @Test
    void aCopyThatLagsAllTheTimeIsTheSame() {
        int[] step = {0};

        forSeconds(90, () -> {
            step[0] += 100;
            see("nats-1", copy(1, 5_000 + step[0], 5_000 + step[0]));
            see("nats-2", copy(1, 4_000 + step[0], 4_000 + step[0]));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void aCopyThatCatchesUpForLongOnlyLags() {
        int[] step = {0};

        forSeconds(90, () -> {
            step[0]++;
            see("nats-1", copy(1, 5_000, 5_000));
            see("nats-2", false, copy(1, step[0], step[0]));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void aCopyThatStoppedCatchingUpDiffers() {
        int[] step = {0};

        forSeconds(32, () -> {
            step[0] += 100;
            see("nats-1", copy(1, 5_000 + step[0], 5_000 + step[0]));
            see("nats-2", false, copy(1, 10, 10));
        });

        assertThat(found).isPresent();
    }

    @Test
    void aCopyThatHasJustCaughtUpIsNotHeldAgainstItself() {
        int[] step = {0};

        forSeconds(60, () -> {
            step[0]++;
            see("nats-1", copy(1, 5_000, 5_000));
            see("nats-2", false, copy(1, step[0], step[0]));
        });
        forSeconds(2, () -> {
            see("nats-1", copy(1, 5_000, 5_000));
            see("nats-2", copy(1, step[0], step[0]));
        });
        forSeconds(60, () -> {
            see("nats-1", copy(1, 5_000, 5_000));
            see("nats-2", copy(1, 5_000, 5_000));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void aServerThatWasAwayHasTimeToCatchUp() {
        forSeconds(40, () -> {
            see("nats-1", copy(1, 100, 100));
            see("nats-2", copy(1, 100, 100));
        });
        forSeconds(40, () -> see("nats-1", copy(1, 9_000, 9_000)));
        forSeconds(20, () -> {
            see("nats-1", copy(1, 9_000, 9_000));
            see("nats-2", copy(1, 100, 100));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void emptyCopiesAreTheSameHoweverTheirBeginningIsReported() {
        forSeconds(40, () -> {
            see("nats-1", copy(0, 7, 0));
            see("nats-2", copy(8, 7, 0));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void itEndsWhenTheyAreTheSameAgain() {
        forSeconds(40, () -> {
            see("nats-1", copy(1, 100, 100));
            see("nats-2", copy(1, 90, 90));
        });

        forSeconds(31, () -> {
            see("nats-1", copy(1, 100, 100));
            see("nats-2", copy(1, 100, 100));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void itStaysWhileTheOneThatDiffersCannotBeAsked() {
        forSeconds(40, () -> {
            see("nats-1", copy(1, 100, 100));
            see("nats-2", copy(1, 90, 90));
        });

        forSeconds(60, () -> see("nats-1", copy(1, 100, 100)));
        assertThat(found).isPresent();

        tracks.remove("nats-2");
        forSeconds(1, () -> see("nats-1", copy(1, 100, 100)));
        assertThat(found).isEmpty();
    }
}
