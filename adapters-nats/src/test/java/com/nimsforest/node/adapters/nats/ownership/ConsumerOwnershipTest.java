package com.nimsforest.node.adapters.nats.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.harness.DeliveredMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumerOwnershipTest {
    private final ConsumerOwnership ownership = new ConsumerOwnership();

    @BeforeEach
    void subscribe() {
        ownership.subscribed(1, "entity-count-1");
    }

    @Test
    void whatAnotherLeaderDeliversAgainHasNotBeenSeen() {
        for (long delivery = 1; delivery <= 5; delivery++) {
            ownership.delivered(DeliveredMessage.pinned("first", delivery, delivery));
        }
        long breaks = ownership.breaks();

        // The new leader had not heard of the last two deliveries.
        ownership.delivered(DeliveredMessage.pinned("second", 4, 4));

        assertThat(ownership.breaks()).isGreaterThan(breaks);
        assertThat(ownership.lastSequence()).isEqualTo(4);
    }

    @Test
    void whatWasReadBeforeABreakIsNotKnownAfterIt() {
        ownership.delivered(DeliveredMessage.pinned("first", 1, 1));
        long breaks = ownership.breaks();

        ownership.lose();

        assertThat(ownership.caughtUp(breaks, 9)).isFalse();
        assertThat(ownership.lastSequence()).isZero();
        assertThat(ownership.caughtUp(ownership.breaks(), 9)).isTrue();
        assertThat(ownership.lastSequence()).isEqualTo(9);
    }

    @Test
    void aGapInTheDeliveriesIsABreakUnlessItWasReadByOtherMeans() {
        ownership.delivered(DeliveredMessage.pinned("first", 1, 1));
        long breaks = ownership.breaks();
        ownership.delivered(DeliveredMessage.pinned("first", 2, 2));
        assertThat(ownership.breaks()).isEqualTo(breaks);

        ownership.delivered(DeliveredMessage.pinned("first", 4, 4));

        assertThat(ownership.breaks()).isEqualTo(breaks + 1);
        assertThat(ownership.isGaplessAfter(2)).isFalse();
        assertThat(ownership.isGaplessAfter(3)).isTrue();
    }
}
