package com.nimsforest.node.adapters.nats.progress;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a message of an atomic batch until the batch is on the disk: without replicas, the server gives messages out while it
 * still writes the batch, and a power cut then has others take their places. It answers a read of the stream only after
 * that ({@code isolateMu} in {@code stream.go} of nats-server). One read a batch; for one subscription's thread. With
 * replicas there is nothing to wait for: a majority has synced the batch, as one entry of its Raft log, before it is applied.
 */
public final class CommittedBatchGate {
    private static final Logger LOG = LoggerFactory.getLogger(CommittedBatchGate.class);
    private static final int TRIES = 5;

    private final JetStreamApi api;
    private final String stream;
    private final BooleanSupplier replicated;
    private volatile String passed = "";

    public CommittedBatchGate(JetStreamApi api, String stream, BooleanSupplier replicated) {
        this.api = api;
        this.stream = stream;
        this.replicated = replicated;
    }

    /** False when the servers did not say so: the message comes again, since it was not acknowledged. */
    public boolean pass(Message message) {
        Headers headers = message.getHeaders();
        String batch = headers == null ? null : headers.getFirst(NatsJetStreamConstants.NATS_BATCH_ID_HDR);
        if (batch == null || batch.equals(passed) || replicated.getAsBoolean()) {
            return true;
        }
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                ApiAnswerWaiter.read(
                        "batch in " + stream,
                        StoredMessage.at(api, stream, message.metaData().streamSequence()));
                passed = batch;
                return true;
            } catch (StorageUnavailableException | SidecarUnavailableException notYet) {
                LOG.debug("not handed out: {}", notYet.getMessage());
            }
        }
        return false;
    }
}
