package com.nimsforest.node.bootstrap.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RateStatsTest {
    @Test
    void theMedianIsTheOneInTheMiddleWhateverTheOrder() {
        assertThat(RateStats.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new RateStats(2, 1, 9));
    }

    @Test
    void ofAnEvenNumberItIsBetweenTheTwoInTheMiddle() {
        assertThat(RateStats.of(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(new RateStats(3, 1, 100));
    }

    @Test
    void oneMeasureIsAllThree() {
        assertThat(RateStats.of(List.of(7.0))).isEqualTo(new RateStats(7, 7, 7));
    }

    @Test
    void nothingHasNoMedian() {
        assertThatIllegalArgumentException().isThrownBy(() -> RateStats.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> RateStats.of(List.of(1.0, Double.NaN)));
    }
}
