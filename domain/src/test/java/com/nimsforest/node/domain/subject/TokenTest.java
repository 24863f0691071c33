package com.nimsforest.node.domain.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "Z9",
                "9",
                "payment-tree",
                "a_b",
                "123456789012345678901234567890123456789012345678901234567890123"
            })
    void aPlainNameIsTaken(String value) {
        assertThat(Token.of(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "_a",
                ".",
                "a.b",
                "a b",
                "a/b",
                "../etc",
                "a\\b",
                "*",
                ">",
                "$a",
                "ü",
                "a\n",
                "a\u0000",
                "\u0661",
                "1234567890123456789012345678901234567890123456789012345678901234"
            })
    void whatIsUnfitForASubjectAConsumerOrAFileIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> Token.of(value));
    }
}
