package com.nimsforest.node.adapters.nats.provision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForestConsumerNameTest {
    @Test
    void saysWhatTheConsumerIsForAndWhoseMessagesItCounts() {
        assertThat(ForestConsumerName.parse("nim-after-sales-1764168432979"))
                .hasValue(new ForestConsumerName("nim-after-sales", 1_764_168_432_979L));
        assertThat(ForestConsumerName.parse("entity-counter-1764168432979"))
                .hasValue(new ForestConsumerName("entity-counter", 1_764_168_432_979L));
        assertThat(ForestConsumerName.parse("leaves-1764168432979"))
                .hasValue(new ForestConsumerName("leaves", 1_764_168_432_979L));
        assertThat(ForestConsumerName.parse("trees-1764168432979"))
                .hasValueSatisfying(name -> assertThat(name).hasToString("trees-1764168432979"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decomposer",
                "observer-1764168432979",
                "nim-a",
                "trees-1764168432979123456",
                "trees-1",
                "tree-1764168432979"
            })
    void thoseOfOthersAreLeftAlone(String name) {
        assertThat(ForestConsumerName.parse(name)).isEmpty();
    }
}
