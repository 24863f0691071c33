package com.nimsforest.node.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NatsServerVersionTest {
    @ParameterizedTest
    @CsvSource({"nats-server: v2.11.0, 2.11.0", "2.15.3, 2.15.3", "v2.16.0-RC.1, 2.16.0", "10.2.30+build.1.2.3, 10.2.30"
    })
    void theFirstVersionInATextCounts(String text, String version) {
        assertThat(NatsServerVersion.in(text)).map(NatsServerVersion::toString).contains(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "main", "2.15", "2.x.3"})
    void aTextWithoutOneHasNone(String text) {
        assertThat(NatsServerVersion.in(text)).isEmpty();
        assertThat(NatsServerVersion.OLDEST_SUPPORTED.isReachedBy(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2.11.0, 2.11.1", "2.9.10, 2.11.0", "2.15.3, 3.0.0", "2.9.9, 2.10.0"})
    void numbersAreComparedAsNumbers(String older, String newer) {
        NatsServerVersion first = NatsServerVersion.in(older).orElseThrow();
        NatsServerVersion second = NatsServerVersion.in(newer).orElseThrow();

        assertThat(first).isLessThan(second);
        assertThat(second.isReachedBy(older)).isFalse();
        assertThat(first.isReachedBy(newer)).isTrue();
    }

    @Test
    void aVersionReachesItself() {
        assertThat(NatsServerVersion.OLDEST_SUPPORTED.isReachedBy("2.11.0")).isTrue();
    }
}
