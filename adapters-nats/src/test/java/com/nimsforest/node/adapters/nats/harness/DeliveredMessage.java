package com.nimsforest.node.adapters.nats.harness;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsJetStreamMetaData;
import io.nats.client.impl.NatsMessage;
import io.nats.client.support.NatsJetStreamConstants;

/** Messages as a server delivers them from {@code LEAVES} to the consumer {@code entity-count-1}, without a server. */
public final class DeliveredMessage {
    private DeliveredMessage() {}

    /**
     * Without a priority group.
     *
     * @param delivery number of the delivery, counted by the consumer
     * @param sequence in the stream
     */
    public static Message of(long delivery, long sequence) {
        return of(new Headers(), delivery, sequence);
    }

    /** To the client that holds this pin. */
    public static Message pinned(String pin, long delivery, long sequence) {
        return of(new Headers().put(NatsJetStreamConstants.NATS_PIN_ID_HDR, pin), delivery, sequence);
    }

    private static Message of(Headers headers, long delivery, long sequence) {
        String reply = "$JS.ACK.LEAVES.entity-count-1.1." + sequence + "." + delivery + ".1795912726566000000.0";
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
