package com.nimsforest.node.domain.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedNounTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages | 1 message",
                "leaves wait for nim a | 1 leaf waits for nim a",
                "river messages wait | 1 river message waits",
                "entries | 1 entry",
                "replicas are current | 1 replica is current",
                "messages of {about} were removed | 1 message of {about} was removed",
                "messages wait; others wait | 1 message waits; others wait",
                "% of the time that {stream} keeps | 1 % of the time that {stream} keeps"
            })
    void oneIsInTheSingular(String words, String one) {
        assertThat(CountedNoun.of(1, words)).isEqualTo(one);
    }

    @Test
    void everyOtherCountIsInThePlural() {
        assertThat(CountedNoun.of(0, "leaves wait")).isEqualTo("0 leaves wait");
        assertThat(CountedNoun.of(2, "leaves wait")).isEqualTo("2 leaves wait");
    }
}
