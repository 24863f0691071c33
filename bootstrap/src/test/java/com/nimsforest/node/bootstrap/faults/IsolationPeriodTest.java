package com.nimsforest.node.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.Line;
import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.What;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsolationPeriodTest {
    private final IsolationPeriod isolation = new IsolationPeriod("m3", Duration.ofSeconds(10), Duration.ofSeconds(30));

    @Test
    void whatWasFirstSentMeanwhileAndAcknowledgedByTheMachineWasAcknowledgedAlone() {
        assertThat(isolation.acknowledgedAlone(List.of(begun(11, 7), acknowledged(12, 7, "m3"))))
                .containsExactly(7L);
    }

    @Test
    void theRepeatOfWhatWasSentBeforeMayHaveBeenStoredByAll() {
        assertThat(isolation.acknowledgedAlone(List.of(begun(9, 7), acknowledged(12, 7, "m3"))))
                .isEmpty();
    }

    @Test
    void theOthersMayAcknowledgeMeanwhileAndTheMachineAfterwards() {
        assertThat(isolation.acknowledgedAlone(
                        List.of(begun(11, 7), acknowledged(12, 7, "m1"), begun(13, 8), acknowledged(31, 8, "m3"))))
                .isEmpty();
    }

    private static Line begun(int second, long number) {
        return new Line(Duration.ofSeconds(second), What.SENT, number, "");
    }

    private static Line acknowledged(int second, long number, String where) {
        return new Line(Duration.ofSeconds(second), What.ACKNOWLEDGED, number, where);
    }
}
