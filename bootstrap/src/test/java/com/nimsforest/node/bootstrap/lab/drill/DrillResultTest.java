package com.nimsforest.node.bootstrap.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.Line;
import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.What;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrillResultTest {
    @Test
    void whatWasAcknowledgedAndIsNotThereIsLost() {
        List<Line> history = List.of(
                line(1, What.SENT, 1),
                line(2, What.SENT, 2),
                line(3, What.ACKNOWLEDGED, 1),
                line(4, What.ACKNOWLEDGED, 2));

        DrillResult result = DrillResult.of(history, Map.of(1L, 1), Set.of(1L));

        assertThat(result.lost()).containsExactly(2L);
        assertThat(result.passed()).isFalse();
    }

    @Test
    void aLossOfWhichNoNodeTellsIsSilent() {
        DrillResult lost = DrillResult.of(List.of(line(1, What.ACKNOWLEDGED, 1)), Map.of(), Set.of());
        DrillResult whole = DrillResult.of(List.of(line(1, What.ACKNOWLEDGED, 1)), Map.of(1L, 1), Set.of(1L));

        assertThat(lost.judged(true).silent()).containsExactly(1L);
        assertThat(lost.judged(true).passed()).isFalse();
        assertThat(lost.judged(false).silent()).isEmpty();
        assertThat(whole.judged(true).silent()).isEmpty();
        assertThat(whole.judged(true).passed()).isTrue();
    }

    @Test
    void whatHasItsCompostAndNoEntityIsLostToo() {
        List<Line> history = List.of(line(1, What.ACKNOWLEDGED, 1));

        assertThat(DrillResult.of(history, Map.of(1L, 1), Set.of()).lost()).containsExactly(1L);
    }

    @Test
    void whatWasNeverAnsweredMayBeThereOrNot() {
        List<Line> history = List.of(line(1, What.SENT, 1), line(2, What.SENT, 2), line(3, What.ACKNOWLEDGED, 2));

        assertThat(DrillResult.of(history, Map.of(2L, 1), Set.of(2L)).passed()).isTrue();
        assertThat(DrillResult.of(history, Map.of(1L, 1, 2L, 1), Set.of(1L, 2L)).passed())
                .isTrue();
    }

    @Test
    void whatWasMadeTwiceIsDuplicated() {
        List<Line> history = List.of(line(1, What.ACKNOWLEDGED, 1));

        DrillResult result = DrillResult.of(history, Map.of(1L, 2), Set.of(1L));

        assertThat(result.duplicated()).containsExactly(1L);
        assertThat(result.passed()).isFalse();
    }

    @Test
    void nothingAcknowledgedProvesNothing() {
        assertThat(DrillResult.of(List.of(line(1, What.SENT, 1)), Map.of(), Set.of())
                        .passed())
                .isFalse();
    }

    @Test
    void theGapOfARoundIsItsLongestSilence() {
        List<Line> history = List.of(
                line(1, What.ACKNOWLEDGED, 1),
                line(10, What.FAULT_INJECTED, 1),
                line(11, What.ACKNOWLEDGED, 2),
                line(16, What.ACKNOWLEDGED, 3),
                line(17, What.RECOVERED, 1),
                line(18, What.ACKNOWLEDGED, 4),
                line(90, What.ACKNOWLEDGED, 4),
                line(100, What.FAULT_INJECTED, 2),
                line(102, What.ACKNOWLEDGED, 5),
                line(103, What.RECOVERED, 2));

        DrillResult result = DrillResult.of(history, Map.of(), Set.of());

        assertThat(result.gaps()).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(2));
        assertThat(result.recoveries()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(3));
    }

    @Test
    void aSilenceThatOutlastsTheViewOfAWholeMeshCounts() {
        List<Line> history = List.of(
                line(10, What.FAULT_INJECTED, 1),
                line(11, What.RECOVERED, 1),
                line(15, What.ACKNOWLEDGED, 1),
                line(40, What.ACKNOWLEDGED, 2));

        assertThat(DrillResult.of(history, Map.of(), Set.of()).gaps()).containsExactly(Duration.ofSeconds(5));
    }

    private static Line line(int second, What what, long number) {
        return new Line(Duration.ofSeconds(second), what, number, "");
    }
}
