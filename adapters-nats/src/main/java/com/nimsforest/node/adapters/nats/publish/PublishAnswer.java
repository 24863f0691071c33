package com.nimsforest.node.adapters.nats.publish;

import com.nimsforest.node.adapters.nats.NatsFailures;
import com.nimsforest.node.domain.message.PublishReceipt;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * What the servers said to one publish.
 *
 * @param receipt there when it is stored
 * @param words what they said otherwise, without codes
 */
record PublishAnswer(Kind kind, Optional<PublishReceipt> receipt, String words) {
    /** What follows from it. */
    enum Kind {
        STORED,
        /** Nobody listens for the stream: surely not stored, and others will fare no better now. */
        NOBODY,
        /** The stream cannot say now, nor for others: stored or not. */
        STREAM_IN_DOUBT,
        /** The stream cannot say now for this message: stored or not. */
        MESSAGE_IN_DOUBT,
        /** No room: not stored. */
        FULL,
        /** The entry has another revision: not stored. */
        STALE,
        /** Never will be stored as it is. */
        REJECTED
    }

    private static final int NO_RESPONDERS = 503;

    static PublishAnswer of(Message reply) {
        if (reply.isStatusMessage()) {
            int status = reply.getStatus().getCode();
            return status == NO_RESPONDERS
                    ? of(Kind.NOBODY, "no stream takes it")
                    : of(Kind.MESSAGE_IN_DOUBT, "status " + reply.getStatus().getMessage());
        }
        try {
            PublishAck ack = new PublishAck(reply);
            PublishReceipt receipt = new PublishReceipt(ack.getStream(), ack.getSeqno(), ack.isDuplicate());
            return new PublishAnswer(Kind.STORED, Optional.of(receipt), "stored");
        } catch (JetStreamApiException refused) {
            return of(kind(refused), NatsFailures.words(refused));
        } catch (IOException | RuntimeException unreadable) {
            return of(Kind.MESSAGE_IN_DOUBT, "an answer that cannot be read");
        }
    }

    private static PublishAnswer of(Kind kind, String words) {
        return new PublishAnswer(kind, Optional.empty(), words);
    }

    private static Kind kind(JetStreamApiException refused) {
        return switch (refused.getApiErrorCode()) {
            case 10071, 10070 -> Kind.STALE;
            case 10158, 10164 -> Kind.MESSAGE_IN_DOUBT;
            case 10077 -> namesLimit(refused) ? Kind.FULL : Kind.MESSAGE_IN_DOUBT;
            case 10002, 10028, 10047, 10122 -> Kind.FULL;
            case 10054, 10060 -> Kind.REJECTED;
            case 10004, 10008, 10009, 10023, 10035, 10039, 10076, 10118, 10194 -> Kind.STREAM_IN_DOUBT;
            default ->
                refused.getErrorCode() >= 400 && refused.getErrorCode() < 500 ? Kind.REJECTED : Kind.MESSAGE_IN_DOUBT;
        };
    }

    /** One code stands for a full stream and for a store that failed; only the first is certain. */
    private static boolean namesLimit(JetStreamApiException refused) {
        String words = NatsFailures.words(refused).toLowerCase(Locale.ROOT);
        return words.contains("maximum");
    }
}
