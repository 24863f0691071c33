package com.nimsforest.node.domain.payload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x07, 0x08, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9d, 0xad, 0x061c, 0x200b, 0x200e, 0x200f, 0x202a,
                0x202e, 0x2066, 0x2069, 0x206f, 0xfeff, 0xfff9, 0xe0001, 0xe007f, 0xd800
            })
    void whatATerminalObeysOrWhatChangesHowTheRestReadsIsNotShown(int character) {
        String text = "a" + Character.toString(character) + "b";

        assertThat(PrintableText.line(text))
                .doesNotContain(Character.toString(character))
                .startsWith("a")
                .endsWith("b");
        assertThat(PrintableText.lines(text)).doesNotContain(Character.toString(character));
        assertThat(PrintableText.shortened(text)).doesNotContain(Character.toString(character));
        assertThat(PrintableText.escaped(text)).matches("a(\\\\u[0-9a-f]{4})+b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\f", "\u000b"})
    void oneLineStaysOneLineWhateverBreaksLines(String end) {
        assertThat(PrintableText.line("a" + end + "b")).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "größe, 大きさ, حجم", "👩‍🚀", "می‌خواهم", "{\"a\": \"\\u0007\"}"})
    void whatPeopleWriteStaysAsItIs(String text) {
        assertThat(PrintableText.line(text)).isEqualTo(text);
        assertThat(PrintableText.lines(text)).isEqualTo(text);
        assertThat(PrintableText.escaped(text)).isEqualTo(text);
        assertThat(PrintableText.forTerminal(text)).isEqualTo(text);
    }

    @Test
    void linesAndTabsStayWhereThereMayBeMoreThanOneLine() {
        assertThat(PrintableText.lines("a\tb\r\nc")).isEqualTo("a\tb\nc");
        assertThat(PrintableText.escaped("a\tb\nc")).isEqualTo("a\tb\nc");
    }

    @Test
    void aLongTextIsCut() {
        assertThat(PrintableText.shortened("x".repeat(1000))).hasSize(121).endsWith("…");
    }

    @Test
    void theLastFilterLeavesTheEscapeSequencesOfThisProgram() {
        assertThat(PrintableText.forTerminal("\u001b[1ma\u009b2J\u202eb\u001b[0m\n"))
                .isEqualTo("\u001b[1ma\uFFFD2J\uFFFDb\u001b[0m\n");
        assertThat(PrintableText.forTerminal("\u001b[2J\u001b[H\u001b]0;title\u0007\u001b[6n\u001bc"))
                .isEqualTo("\u001b[2J\u001b[H\uFFFD]0;title\uFFFD\uFFFD[6n\uFFFDc");
    }
}
