package com.nimsforest.node.domain.payload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonNormalizerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{ \"a\" : [ 1, 2 ] } | {\"a\":[1,2]}",
                "\"\\u003cb\\u003E\" | \"<b>\"",
                "\"a\\/b\" | \"a/b\"",
                "\"a\\u0022 b\" | \"a\\\" b\"",
                "1.10 | 1.10"
            })
    void spacesAndEscapesThatNeedNotBeDoNotMatter(String one, String other) {
        assertThat(JsonPayload.of(one).saysAs(JsonPayload.of(other))).isTrue();
    }

    @Test
    void digitsBlanksInStringsAndOrderMatter() {
        assertThat(JsonPayload.of("1.1").saysAs(JsonPayload.of("1.10"))).isFalse();
        assertThat(JsonPayload.of("\"a b\"").saysAs(JsonPayload.of("\"ab\""))).isFalse();
        assertThat(JsonPayload.of("{\"a\":1,\"b\":2}").saysAs(JsonPayload.of("{\"b\":2,\"a\":1}")))
                .isFalse();
    }

    @Test
    void whatIsNoJsonIsBorne() {
        assertThat(JsonPayload.of("\"\\u12").plain()).isEqualTo("\"?");
        assertThat(JsonPayload.of("\"\\").plain()).isEqualTo("\"\\");
    }
}
