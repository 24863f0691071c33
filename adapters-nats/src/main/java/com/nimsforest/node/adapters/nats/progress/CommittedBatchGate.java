package com.nimsforest.node.adapters.nats.progress;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;

/**
 * Holds a message of an atomic batch until the batch is on the disk: without replicas, the server gives messages out while it
 * still writes the batch, and a power cut then has others take their places. It answers a read of the stream only after
 * that ({@code isolateMu} in {@code stream.go} of nats-server). One read a batch; for one subscription's thread.
 */
public final class CommittedBatchGate {
    private static final int TRIES = 5;

    private final JetStreamApi api;
    private final String stream;
    private volatile String passed = "";

    public CommittedBatchGate(JetStreamApi api, String stream) {
        this.api = api;
        this.stream = stream;
    }

    /** Throws what a read throws when it fails for long: the message comes again. */
    public void pass(Message message) {
        Headers headers = message.getHeaders();
        String batch = headers == null ? null : headers.getFirst(NatsJetStreamConstants.NATS_BATCH_ID_HDR);
        if (batch == null || batch.equals(passed)) {
            return;
        }
        for (int tries = 1; ; tries++) {
            try {
                ApiAnswerWaiter.read(
                        "batch in " + stream,
                        StoredMessage.at(api, stream, message.metaData().streamSequence()));
                passed = batch;
                return;
            } catch (StorageUnavailableException notYet) {
                if (tries == TRIES) {
                    throw notYet;
                }
            }
        }
    }
}
