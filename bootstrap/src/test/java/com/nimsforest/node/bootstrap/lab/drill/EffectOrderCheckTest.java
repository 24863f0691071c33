package com.nimsforest.node.bootstrap.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.Line;
import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.What;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectOrderCheckTest {
    private final EffectOrderCheck check = new EffectOrderCheck(List.of(
            line(1, What.SENT, 1),
            line(2, What.ACKNOWLEDGED, 1),
            line(3, What.SENT, 2),
            line(4, What.SENT, 3),
            line(5, What.ACKNOWLEDGED, 2),
            line(6, What.ACKNOWLEDGED, 3),
            line(7, What.SENT, 4)));

    private static Line line(int at, What what, long number) {
        return new Line(Duration.ofSeconds(at), what, number, "");
    }

    @Test
    void anEventThatWasAcknowledgedBeforeAnotherWasSentHasItsEffectFirst() {
        assertThat(check.outOfOrder(List.of(1L, 2L, 3L, 4L))).isEmpty();
        assertThat(check.outOfOrder(List.of(2L, 1L))).containsExactly(1L);
        assertThat(check.outOfOrder(List.of(2L, 3L, 1L, 4L))).containsExactly(1L);
        assertThat(check.outOfOrder(List.of(1L, 4L, 3L, 2L))).containsExactly(3L, 2L);
    }

    @Test
    void thoseThatWereOnTheirWayTogetherHaveNoOrder() {
        assertThat(check.outOfOrder(List.of(1L, 3L, 2L, 4L))).isEmpty();
    }

    @Test
    void whatWasNeverAcknowledgedMayComeAtAnyTimeAfterItWasSent() {
        assertThat(new EffectOrderCheck(
                                List.of(line(1, What.SENT, 1), line(2, What.SENT, 2), line(3, What.ACKNOWLEDGED, 2)))
                        .outOfOrder(List.of(2L, 1L)))
                .isEmpty();
    }
}
