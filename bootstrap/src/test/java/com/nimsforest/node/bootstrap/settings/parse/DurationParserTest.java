package com.nimsforest.node.bootstrap.settings.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationParserTest {
    @ParameterizedTest
    @CsvSource({
        "5s, PT5S",
        "500ms, PT0.5S",
        "1m30s, PT1M30S",
        "1.5s, PT1.5S",
        "2h, PT2H",
        "1h2m3s4ms, PT1H2M3.004S",
        "250us, PT0.00025S",
        "250µs, PT0.00025S",
        "7ns, PT0.000000007S",
        "+5s, PT5S",
        "PT5S, PT5S",
        "PT1M30S, PT1M30S",
        "pt2h, PT2H"
    })
    void goAndIsoFormsAreRead(String text, Duration expected) {
        Duration duration = DurationParser.read(text);

        assertThat(duration).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "", "s", "5 s", "5sec", "1,5s", "five", "5S", "5s!", "99999999999999h", "0x5s", "5s5"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DurationParser.read(text));
    }
}
