package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchBreakEvenTest {
    private static final long MICRO = 1000;
    private final BatchBreakEven breakEven = new BatchBreakEven();
    private long now = 1;

    @Test
    void aDiskThatIsWaitedForMakesBatchesOfFew() {
        singles(100, 800 * MICRO);
        batches(50, 8000 * MICRO);

        assertThat(breakEven.messages()).isBetween(9, 11);
    }

    @Test
    void batchesThatAreSlowComeToNeedMany() {
        singles(100, 30 * MICRO);
        batches(50, 6000 * MICRO);

        assertThat(breakEven.messages()).isBetween(180, 201);
    }

    @Test
    void whatWasSlowIsTriedAgainInTheEnd() {
        singles(100, 30 * MICRO);
        batches(50, 60_000 * MICRO);

        singles(20_000, 30 * MICRO);

        assertThat(breakEven.messages()).isEqualTo(5);
    }

    @Test
    void aPauseDoesNotMakeASingleMessageDear() {
        singles(100, 30 * MICRO);
        singles(1, 2_000_000 * MICRO);
        batches(50, 3000 * MICRO);

        assertThat(breakEven.messages()).isBetween(35, 101);
    }

    @Test
    void answersThatComeInBurstsCountByTheirMean() {
        for (int burst = 0; burst < 100; burst++) {
            singles(19, 20 * MICRO);
            singles(1, 16_000 * MICRO);
        }
        batches(50, 16_000 * MICRO);

        assertThat(breakEven.messages()).isBetween(15, 26);
    }

    @Test
    void refusedBatchesComeToNeedMore() {
        singles(100, 100 * MICRO);

        for (int i = 0; i < 50; i++) {
            breakEven.refused(50, now, now + 1000 * MICRO);
        }

        assertThat(breakEven.messages()).isBetween(55, 61);
    }

    @Test
    void whatTheServerDidBeforeABatchIsNotItsTime() {
        singles(100, 100 * MICRO);

        for (int i = 0; i < 50; i++) {
            long sentAt = now;
            singles(19, 100 * MICRO);
            now += 100 * MICRO;
            breakEven.answered(now, false);
            now += 1000 * MICRO;
            breakEven.stored(sentAt, now);
        }

        assertThat(breakEven.messages()).isBetween(9, 12);
    }

    private void singles(int count, long each) {
        for (int i = 0; i < count; i++) {
            now += each;
            breakEven.answered(now, true);
        }
    }

    private void batches(int count, long each) {
        for (int i = 0; i < count; i++) {
            breakEven.stored(now, now + each);
        }
    }
}
