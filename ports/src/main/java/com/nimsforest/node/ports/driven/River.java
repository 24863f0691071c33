package com.nimsforest.node.ports.driven;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.river.AskedRiverPatterns;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import java.util.Set;
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
     * Takes part in the fleet's one consumer of the river for these patterns: each message goes to one subscriber. From
     * then on, and for 30 days after the last such call, the fleet takes what any of its nodes asked for; the rest of the
     * river is set aside. What is not river data becomes a dead letter without reaching the handler.
     */
    Subscription observe(Set<SubjectPattern> patterns, DeliveryHandler<RiverData> handler);

    /**
     * Takes part in the fleet's one consumer of what was set aside for the named tree, which includes what was set aside
     * for want of a tree and matches these patterns.
     */
    Subscription retry(Token tree, Set<SubjectPattern> patterns, DeliveryHandler<RiverData> handler);

    /** The patterns that any node of the fleet or another client asked for in the last 30 days. Fails as {@link Soil#dig}. */
    CompletionStage<AskedRiverPatterns> asked();
}
