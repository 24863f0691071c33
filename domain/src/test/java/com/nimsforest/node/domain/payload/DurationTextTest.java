package com.nimsforest.node.domain.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"PT0.2S, 200ms", "PT5S, 5s", "PT1M30S, 1m30s", "PT2M, 2m", "PT1.5S, 1.5s", "PT0S, 0ms"})
    void durationsAreShownAsTheyAreSet(Duration duration, String shown) {
        assertThat(DurationText.of(duration)).isEqualTo(shown);
    }
}
