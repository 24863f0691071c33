package com.nimsforest.node.adapters.nats.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsJetStreamMetaData;
import io.nats.client.impl.NatsMessage;
import io.nats.client.support.NatsJetStreamConstants;
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
            ownership.delivered(message("first", delivery, delivery));
        }
        long breaks = ownership.breaks();

        // The new leader had not heard of the last two deliveries.
        ownership.delivered(message("second", 4, 4));

        assertThat(ownership.breaks()).isGreaterThan(breaks);
        assertThat(ownership.lastSequence()).isEqualTo(4);
    }

    @Test
    void whatWasReadBeforeABreakIsNotKnownAfterIt() {
        ownership.delivered(message("first", 1, 1));
        long breaks = ownership.breaks();

        ownership.lose();

        assertThat(ownership.caughtUp(breaks, 9)).isFalse();
        assertThat(ownership.lastSequence()).isZero();
        assertThat(ownership.caughtUp(ownership.breaks(), 9)).isTrue();
        assertThat(ownership.lastSequence()).isEqualTo(9);
    }

    @Test
    void aGapInTheDeliveriesIsABreakUnlessItWasReadByOtherMeans() {
        ownership.delivered(message("first", 1, 1));
        long breaks = ownership.breaks();
        ownership.delivered(message("first", 2, 2));
        assertThat(ownership.breaks()).isEqualTo(breaks);

        ownership.delivered(message("first", 4, 4));

        assertThat(ownership.breaks()).isEqualTo(breaks + 1);
        assertThat(ownership.isGaplessAfter(2)).isFalse();
        assertThat(ownership.isGaplessAfter(3)).isTrue();
    }

    private static Message message(String pin, long delivery, long sequence) {
        String reply = "$JS.ACK.LEAVES.entity-count-1.1." + sequence + "." + delivery + ".1795912726566000000.0";
        Headers headers = new Headers().put(NatsJetStreamConstants.NATS_PIN_ID_HDR, pin);
        return new NatsMessage("word.seen", reply, headers, new byte[0]) {
            @Override
            public boolean isJetStream() {
                return true;
            }

            @Override
            public NatsJetStreamMetaData metaData() {
                return new NatsJetStreamMetaData(this);
            }
        };
    }
}
