package com.nimsforest.node.ports.driven;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The leaves that are kept: the stream {@code LEAVES} captures what nims ask for, from whoever drops it, and the wind
 * carries the same messages.
 */
public interface Leaves {
    /**
     * Drops a leaf and has it kept if any nim of the fleet ever asked for its subject; else it only blows with the wind.
     * Failures as {@link River#flow}.
     *
     * @param origin what the leaf comes of: kept with it, so that entity nims know it again in each copy
     * @return whether it is kept (or was before), once that is certain
     */
    CompletionStage<Boolean> keep(MessageId id, Leaf leaf, Optional<LeafOrigin> origin);

    /** Keeps a leaf that comes of nothing that is kept: its place among the leaves is its position. */
    default CompletionStage<Boolean> keep(MessageId id, Leaf leaf) {
        return keep(id, leaf, Optional.empty());
    }

    /**
     * Takes part in the named nim's one consumer: each leaf goes to one subscriber of that name. From then on leaves of
     * these patterns are kept, whether or not the nim runs. What is no leaf becomes a dead letter.
     *
     * @throws IllegalArgumentException when leaves of a pattern cannot be kept, see {@link
     *     com.nimsforest.node.domain.leaf.LeafSubjectRules}
     */
    Subscription gather(Token nim, Set<SubjectPattern> patterns, DeliveryHandler<Leaf> handler);
}
