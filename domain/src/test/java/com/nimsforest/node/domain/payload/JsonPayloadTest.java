package com.nimsforest.node.domain.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPayloadTest {
    @ParameterizedTest
    @CsvSource({
        "\ud83d, \\ud83d",
        "\ude00, \\ude00",
        "a\ud83db, a\\ud83db",
        "\ud83d\ude00, \ud83d\ude00",
        "\\ud83d, \\ud83d"
    })
    void halfACharacterIsWrittenAsItsEscapeSinceItHasNoBytes(String written, String expected) {
        JsonPayload payload = JsonPayload.of("\"" + written + "\"");

        assertThat(payload.text()).isEqualTo("\"" + expected + "\"");
        assertThat(new String(payload.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(payload.text());
    }
}
