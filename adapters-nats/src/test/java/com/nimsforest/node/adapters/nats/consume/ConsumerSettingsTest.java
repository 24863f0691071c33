package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsumerSettingsTest {
    private final ConsumerSettings timing = ConsumerSettings.standard();

    @Test
    void postponementsGrowToAMinute() {
        assertThat(timing.postponeAfter(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(timing.postponeAfter(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(timing.postponeAfter(7)).isEqualTo(Duration.ofSeconds(60));
        assertThat(timing.postponeAfter(1_000_000)).isEqualTo(Duration.ofSeconds(60));
    }
}
