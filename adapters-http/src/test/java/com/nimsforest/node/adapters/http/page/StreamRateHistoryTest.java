package com.nimsforest.node.adapters.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.status.LastStreamSequences;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamRateHistoryTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_000_000);

    private final StreamRateHistory history = new StreamRateHistory();

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(history.rates()).isEmpty();
        assertThat(history.json()).isEqualTo(Map.of("at", List.of(), "perSecond", Map.of()));
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        for (int second = 0; second <= 20; second++) {
            history.take(flow(second, second <= 10 ? second * 4 : 40));
        }

        assertThat(history.rates()).isEqualTo(Map.of("RIVER", 0.0));
    }

    @Test
    void aStepIsEvenedOut() {
        history.take(flow(0, 0));
        history.take(flow(1, 0));
        history.take(flow(2, 10));

        assertThat(history.rates()).isEqualTo(Map.of("RIVER", 5.0));
    }

    @Test
    void whatWasSeenBeforeAlreadyIsPassedOver() {
        history.take(flow(0, 0));
        history.take(flow(1, 3));
        history.take(flow(1, 3));

        assertThat(history.json())
                .containsEntry("at", List.of(1_000_000L, 1_000_001L))
                .containsEntry("perSecond", Map.of("RIVER", List.of(new BigDecimal("0"), new BigDecimal("3"))));
    }

    @Test
    void fiveMinutesAreKept() {
        for (int second = 0; second < 1000; second++) {
            history.take(flow(second, second));
        }

        assertThat((List<?>) history.json().get("at")).hasSize(301);
    }

    private static LastStreamSequences flow(int second, long end) {
        return new LastStreamSequences(BEGIN.plusSeconds(second), Map.of("RIVER", end));
    }
}
