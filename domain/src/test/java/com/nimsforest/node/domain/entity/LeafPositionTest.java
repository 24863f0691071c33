package com.nimsforest.node.domain.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.subject.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeafPositionTest {
    @Test
    void namesWhatMadeItAndInWhichOrder() {
        LeafPosition position =
                LeafPosition.of("1795476096087", 12).derive(Token.of("tree"), 0).derive(Token.of("customer-nim"), 3);

        assertThat(position).hasToString("1795476096087:12/tree/0/customer-nim/3");
        assertThat(LeafPosition.parse(position.toString())).contains(position);
    }

    @Test
    void isOrderedBySequenceThenByTreeThenByNumber() {
        List<LeafPosition> inOrder = List.of(
                position("a:2"),
                position("a:9"),
                position("a:10"),
                position("a:10/ash/2"),
                position("a:10/ash/10"),
                position("a:10/ash/10/nim/0"),
                position("a:10/oak/0"),
                position("a:11"),
                position("b:1"));
        List<LeafPosition> mixed = new ArrayList<>(inOrder);
        Collections.reverse(mixed);
        Collections.sort(mixed);

        assertThat(mixed).isEqualTo(inOrder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a:",
                ":1",
                "a:-1",
                "a:1/",
                "a:1/tree",
                "a:1/tree/x",
                "a:1 ",
                "a:1/tree/0;",
                "a b:1",
                "a:1234567890123456789",
                "a:1/tree/1234567890"
            })
    void nothingElseIsAPosition(String text) {
        assertThat(LeafPosition.parse(text)).isEmpty();
    }

    @Test
    void aSequenceBelowZeroIsRefused() {
        assertThatThrownBy(() -> LeafPosition.of("a", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LeafPosition.of("a b", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static LeafPosition position(String text) {
        return LeafPosition.parse(text).orElseThrow();
    }
}
