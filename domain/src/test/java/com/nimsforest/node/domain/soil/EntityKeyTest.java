package com.nimsforest.node.domain.soil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "task-cus_1-evt_2", "A/b=c.d", "=", "/", "-", "_", "0.1.2"})
    void whatABucketTakesIsTaken(String value) {
        assertThat(EntityKey.of(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", ".a", "a.", "a..b", "a b", "a*", "*", ">", "a.>", "$a", "a:b", "ü", "a\n", "a\u0000", "a\\b",
                "a%20"
            })
    void whatABucketWouldRefuseIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> EntityKey.of(value));
    }

    @Test
    void theLongestIsTakenAndOneMoreIsNot() {
        assertThat(EntityKey.of("a".repeat(EntityKey.MAX_LENGTH)).value()).hasSize(EntityKey.MAX_LENGTH);
        assertThat(EntityKey.of("a." + "a.".repeat(448) + "a").value()).hasSize(899);
        assertThatIllegalArgumentException().isThrownBy(() -> EntityKey.of("a".repeat(EntityKey.MAX_LENGTH + 1)));
    }

    @Test
    void aRefusalIsOneShortLineWhateverTheInput() {
        String hostile = "a\nb\u001b[31m\u2028\u0085" + "x".repeat(100_000);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntityKey.of(hostile))
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .hasSizeLessThan(250)
                        .doesNotContain("\n", "\u001b", "\u2028", "\u0085"));
    }
}
