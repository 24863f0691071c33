package com.nimsforest.node.ports.driven;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.river.RiverData;
import java.util.concurrent.CompletionStage;

/** The river: raw input, kept by the stream {@code RIVER} as a work queue until one tree of the fleet has parsed it. */
public interface River {
    /**
     * Keeps data. Sent again with the same id until the servers answer; many calls may be under way at once.
     *
     * @return the receipt once it is stored; fails with {@code SidecarUnavailableException} or {@code
     *     StorageUnavailableException} when it was not stored, {@code UnknownOutcomeException} when the time is up without
     *     an answer, {@code RejectedInputException} when it is larger than the server takes
     */
    CompletionStage<PublishReceipt> flow(MessageId id, RiverData data);

    /**
     * Takes part in the fleet's one consumer of the river: each message goes to one subscriber. What is not river data
     * becomes a dead letter without reaching the handler.
     */
    Subscription observe(DeliveryHandler<RiverData> handler);
}
