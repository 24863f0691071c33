package com.nimsforest.node.adapters.nats.publish;

import com.nimsforest.node.adapters.nats.api.JetStreamErrorCode;
import com.nimsforest.node.adapters.nats.api.NatsFailures;
import com.nimsforest.node.adapters.nats.api.PublishOutcome;
import com.nimsforest.node.domain.message.PublishReceipt;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.util.Optional;

/**
 * The answer of the servers to one publish.
 *
 * @param receipt present when the message is stored
 * @param batched how many messages were stored together; 0 for one that was stored alone
 * @param description the description of the error, without codes
 */
record PublishAnswer(PublishOutcome outcome, Optional<PublishReceipt> receipt, int batched, String description) {
    private static final int NO_RESPONDERS = 503;

    /** The server does not let the node publish it: definitely not stored. */
    static PublishAnswer forbidden(String said) {
        return of(PublishOutcome.FORBIDDEN, said);
    }

    static PublishAnswer of(Message reply) {
        if (reply.isStatusMessage()) {
            int status = reply.getStatus().getCode();
            return status == NO_RESPONDERS
                    ? of(PublishOutcome.NO_RESPONDERS, "no stream takes it")
                    : of(
                            PublishOutcome.MESSAGE_IN_DOUBT,
                            "status " + reply.getStatus().getMessage());
        }
        try {
            PublishAck ack = new PublishAck(reply);
            PublishReceipt receipt = new PublishReceipt(ack.getStream(), ack.getSeqno(), ack.isDuplicate());
            return new PublishAnswer(PublishOutcome.STORED, Optional.of(receipt), batched(ack), "stored");
        } catch (JetStreamApiException refused) {
            return of(refused);
        } catch (IOException | RuntimeException unreadable) {
            return of(PublishOutcome.MESSAGE_IN_DOUBT, "an answer that cannot be read");
        }
    }

    /** To a batch: what the server says of its last message, if it is of as many. A server that knows no batches stores each alone. */
    PublishAnswer toBatch(int size) {
        return outcome == PublishOutcome.STORED && batched != size
                ? of(PublishOutcome.MESSAGE_IN_DOUBT, "stored " + batched + " of " + size + " together")
                : this;
    }

    private static int batched(PublishAck ack) {
        return ack.getBatchId() == null ? 0 : ack.getBatchSize();
    }

    private static PublishAnswer of(PublishOutcome outcome, String description) {
        return new PublishAnswer(outcome, Optional.empty(), 0, description);
    }

    private static PublishAnswer of(JetStreamApiException refused) {
        String said = NatsFailures.describe(refused);
        return of(JetStreamErrorCode.outcome(refused.getApiErrorCode(), refused.getErrorCode(), said), said);
    }
}
