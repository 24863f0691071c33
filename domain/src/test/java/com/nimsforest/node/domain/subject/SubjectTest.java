package com.nimsforest.node.domain.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "river.stripe.webhook",
                "$KV.SOIL.a",
                "_INBOX.x.y",
                "ü.水",
                "a*.b>",
                "a/b=c",
                "\uD83C\uDF32.a"
            })
    void whatNatsTakesIsTaken(String value) {
        assertThat(Subject.of(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                ".a",
                "a.",
                "a..b",
                "*",
                "a.*",
                ">",
                "a.>",
                "a b",
                "a\tb",
                "a\r\nPUB x 1",
                "a\u0000",
                "a\u0085b",
                "a\u2028b",
                "a\u202eb",
                "a\uFEFFb",
                "a\uD800",
                "\uDC00.a"
            })
    void whatIsNoSubjectIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> Subject.of(value));
    }

    @Test
    void theLongestIsTakenAndOneMoreIsNot() {
        assertThat(Subject.of("x".repeat(Subject.MAX_LENGTH)).value()).hasSize(Subject.MAX_LENGTH);
        assertThatIllegalArgumentException().isThrownBy(() -> Subject.of("x".repeat(Subject.MAX_LENGTH + 1)));
    }

    @Test
    void aRefusalIsOneShortLineWhateverTheInput() {
        String hostile = "a\nb\u001b[31m\u2028\u202e" + "x".repeat(100_000);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subject.of(hostile))
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .hasSizeLessThan(200)
                        .doesNotContain("\n", "\u001b", "\u2028", "\u202e"));
    }

    @Test
    void aCutThroughACharacterOfTwoHalvesIsShownWhole() {
        String text = "x".repeat(79) + "\uD83C\uDF32" + " ";

        assertThatIllegalArgumentException().isThrownBy(() -> Subject.of(text)).withMessageEndingWith("x�…");
    }

    @Test
    void tokensAreThePartsBetweenTheDots() {
        assertThat(Subject.of("a.b-c.d").tokens()).containsExactly("a", "b-c", "d");
    }
}
