package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsumerSettingsTest {
    private final ConsumerSettings timing = ConsumerSettings.standard();

    @Test
    void postponementsGrowToAMinute() {
        assertThat(timing.postponed().after(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(timing.postponed().after(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(timing.postponed().after(7)).isEqualTo(Duration.ofSeconds(60));
        assertThat(timing.postponed().after(1_000_000)).isEqualTo(Duration.ofSeconds(60));
    }
}
