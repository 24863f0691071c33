package com.nimsforest.node.domain.soil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTest {
    @Test
    void aLaterSequenceIsGreater() {
        assertThat(new Slot(1, 10)).isGreaterThan(new Slot(1, 9));
    }

    @Test
    void aLaterEpochIsGreaterWhateverTheSequence() {
        assertThat(new Slot(2, 1)).isGreaterThan(new Slot(1, 1_000_000));
    }

    @Test
    void noneIsBeforeAllOthers() {
        assertThat(Slot.none()).isLessThan(new Slot(0, 1)).isLessThan(new Slot(1, 0));
    }

    @Test
    void theTextOfASlotIsReadBack() {
        Slot slot = new Slot(1_790_000_000_000_000L, 999_999_999_999_999_999L);

        assertThat(Slot.parse(slot.toString())).contains(slot);
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
        assertThat(Slot.parse(text)).isEmpty();
    }

    @Test
    void aNegativeSlotIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Slot(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Slot(0, -1));
    }

    @Test
    void aNegativeRevisionIsRefused() {
        assertThat(Revision.none()).isEqualTo(Revision.of(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Revision.of(-1));
    }

    @Test
    void whenItWasStoredIsNoPartOfThePlace() {
        Slot timed = new Slot(1, 2).storedAt(Instant.ofEpochSecond(7));

        assertThat(timed)
                .isEqualTo(new Slot(1, 2))
                .hasSameHashCodeAs(new Slot(1, 2))
                .isNotEqualTo(new Slot(1, 3));
        assertThat(timed.isTimed()).isTrue();
        assertThat(timed).hasToString("1:2");
    }
}
