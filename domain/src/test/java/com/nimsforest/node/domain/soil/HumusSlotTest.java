package com.nimsforest.node.domain.soil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HumusSlotTest {
    @Test
    void aLaterSequenceIsGreater() {
        assertThat(new HumusSlot(1, 10)).isGreaterThan(new HumusSlot(1, 9));
    }

    @Test
    void aLaterEpochIsGreaterWhateverTheSequence() {
        assertThat(new HumusSlot(2, 1)).isGreaterThan(new HumusSlot(1, 1_000_000));
    }

    @Test
    void noneIsBeforeAllOthers() {
        assertThat(HumusSlot.none()).isLessThan(new HumusSlot(0, 1)).isLessThan(new HumusSlot(1, 0));
    }

    @Test
    void theTextOfASlotIsReadBack() {
        HumusSlot slot = new HumusSlot(1_790_000_000_000_000L, 999_999_999_999_999_999L);

        assertThat(HumusSlot.parse(slot.toString())).contains(slot);
        assertThat(slot).hasToString("1790000000000000:999999999999999999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1",
                "1:",
                ":1",
                "-1:1",
                "1:-1",
                "1:1:1",
                " 1:1",
                "1:1 ",
                "1:1\n",
                "a:b",
                "1:9223372036854775808",
                "\u0661:1",
                "+1:1",
                "1.0:1"
            })
    void otherTextIsNoSlot(String text) {
        assertThat(HumusSlot.parse(text)).isEmpty();
    }

    @Test
    void aNegativeSlotIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HumusSlot(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new HumusSlot(0, -1));
    }

    @Test
    void aNegativeRevisionIsRefused() {
        assertThat(Revision.none()).isEqualTo(Revision.of(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Revision.of(-1));
    }

    @Test
    void whenItWasStoredIsNoPartOfThePlace() {
        HumusSlot timed = new HumusSlot(1, 2).storedAt(Instant.ofEpochSecond(7));

        assertThat(timed)
                .isEqualTo(new HumusSlot(1, 2))
                .hasSameHashCodeAs(new HumusSlot(1, 2))
                .isNotEqualTo(new HumusSlot(1, 3));
        assertThat(timed.isTimed()).isTrue();
        assertThat(timed).hasToString("1:2");
    }
}
