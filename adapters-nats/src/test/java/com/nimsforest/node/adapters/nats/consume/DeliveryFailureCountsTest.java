package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import org.junit.jupiter.api.Test;

class DeliveryFailureCountsTest {
    private static final StreamMessageKey KEY = new StreamMessageKey(1, 7);

    private final DeliveryFailureCounts attempts = new DeliveryFailureCounts();

    @Test
    void eachFailureCountsOnce() {
        for (int delivery = 1; delivery <= 10; delivery++) {
            attempts.seen(KEY);
            assertThat(attempts.failed(KEY, delivery, 10)).isEqualTo(delivery);
        }
    }

    @Test
    void deliveriesThatAreUnknownHereCountAsFailuresUpToABound() {
        attempts.seen(KEY);

        assertThat(attempts.failed(KEY, 5, 10)).isEqualTo(5);
        attempts.forget(KEY);
        attempts.seen(KEY);
        assertThat(attempts.failed(KEY, 500, 10)).isEqualTo(8);
    }
}
