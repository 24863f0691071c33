package com.nimsforest.node.bootstrap.command.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanReadableUnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1 kB",
        "3240000, 3.2 MB",
        "9960000, 10 MB",
        "999700000, 1 GB",
        "10000000000, 10 GB",
        "9223372036854775807, 9223 PB"
    })
    void sizesHaveFewDigits(long bytes, String text) {
        assertThat(HumanReadableUnits.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"-PT1S, 0 s", "PT59.9S, 59 s", "PT61S, 1 min", "PT5H12M, 5h 12m", "P12DT3H, 12d 3h"})
    void timesAreAsPreciseAsTheirSize(Duration time, String text) {
        assertThat(HumanReadableUnits.time(time)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0.000421S, 0.42 ms", "PT0.0123S, 12 ms"})
    void tripsAreMilliseconds(Duration trip, String text) {
        assertThat(HumanReadableUnits.trip(trip)).isEqualTo(text);
    }
}
