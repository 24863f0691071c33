package com.nimsforest.node.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimsforest.node.domain.subject.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "evt_1", "a b", "~!{}\"", "3f2a-…"})
    void whatAnotherClientChoseIsTaken(String value) {
        assertThat(new MessageId(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\r\nNats-Rollup: all", "a\tb", "a\u0000", "a\u0085"})
    void whatWouldBreakAHeaderIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageId(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a", "a ", "ü", "a\u00a0b", "\uD83C\uDF32", "a\nb"})
    void whatAHeaderWouldNotBringAcrossAsItIsIsNotTakenFromACaller(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageId.given(value));
    }

    @Test
    void theLongestFromACallerIsTakenAndOneMoreIsNot() {
        assertThat(MessageId.given("x".repeat(MessageId.MAX_LENGTH)).value()).hasSize(MessageId.MAX_LENGTH);
        assertThatIllegalArgumentException().isThrownBy(() -> MessageId.given("x".repeat(MessageId.MAX_LENGTH + 1)));
    }

    @Test
    void whatFollowsFromTheLongestHasAnId() {
        MessageId longest = MessageId.given("x".repeat(MessageId.MAX_LENGTH));

        assertThat(longest.derive(Token.of("tree"), 0).value()).endsWith("x/tree/0");
    }

    @Test
    void derivedIdsDifferByWhoMadeThemAndByTheirOrder() {
        MessageId id = MessageId.given("evt_1");

        assertThat(id.derive(Token.of("a"), 1)).isEqualTo(new MessageId("evt_1/a/1"));
        assertThat(java.util.List.of(
                        id.derive(Token.of("a"), 0),
                        id.derive(Token.of("a"), 1),
                        id.derive(Token.of("b"), 0),
                        id.derive(Token.of("a"), 0).derive(Token.of("b"), 0)))
                .doesNotHaveDuplicates();
    }
}
