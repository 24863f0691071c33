package com.nimsforest.node.adapters.nats.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.domain.health.HealthFinding;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsumerLimitCheckTest {
    @Test
    void aConsumerAtItsLimitGetsNoMore() {
        assertThat(reason("{\"num_ack_pending\":100,\"config\":{\"max_ack_pending\":100}}"))
                .contains("consumer trees gets no more messages: 100 messages are unacknowledged, as many as its"
                        + " max_ack_pending allows");
        assertThat(reason("{\"num_waiting\":512,\"config\":{\"max_waiting\":512,\"max_ack_pending\":-1}}"))
                .contains("consumer trees gets no more messages: 512 requests wait, as many as its max_waiting allows");
    }

    @Test
    void aConsumerThatMayAskForFewMessagesIsNamed() {
        assertThat(reason("{\"config\":{\"max_batch\":10}}"))
                .contains("consumer trees may ask for 10 messages at once");
        assertThat(reason("{\"config\":{\"max_batch\":256}}")).isEmpty();
    }

    @Test
    void aConsumerAsPlannedIsNotLimited() {
        assertThat(reason("{\"num_ack_pending\":9000,\"num_waiting\":3,"
                        + "\"config\":{\"max_ack_pending\":-1,\"max_waiting\":512}}"))
                .isEmpty();
    }

    private static Optional<String> reason(String info) {
        return ConsumerLimitCheck.finding(ConsumerInfo.of(JetStreamApi.JSON.readTree(info)))
                .map(finding -> finding.about("trees"))
                .map(HealthFinding::reason);
    }
}
