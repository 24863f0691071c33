package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.ports.driven.MessageDelivery;
import java.util.Optional;

/**
 * One leaf of an entity on its way into the state.
 *
 * @param term the term of ownership in which it came
 * @param failures how often it failed by now
 * @param conflicts how often in a row somebody else had changed the state, or the outcome was not known
 * @param givenUp why it is not tried any more but passed over
 */
record EntityLeafTask(
        EntityKey key,
        MessageDelivery<Leaf> delivery,
        long term,
        long failures,
        int conflicts,
        Optional<String> givenUp) {
    /** Deliveries that nobody here has seen count as failures up to this: a leaf that ends its node is counted. */
    private static final int MOST_UNSEEN = 7;

    static EntityLeafTask of(EntityKey key, MessageDelivery<Leaf> delivery, long term) {
        return new EntityLeafTask(
                key, delivery, term, Math.min(MOST_UNSEEN, delivery.attempt() - 1), 0, Optional.empty());
    }

    LeafOrigin origin() {
        return delivery.origin();
    }

    Leaf leaf() {
        return delivery.message();
    }

    /** After so many failures, if it has no more already. */
    EntityLeafTask failedBefore(long times) {
        return new EntityLeafTask(key, delivery, term, Math.max(failures, times), conflicts, givenUp);
    }

    EntityLeafTask failed() {
        return new EntityLeafTask(key, delivery, term, failures + 1, 0, givenUp);
    }

    EntityLeafTask conflicted() {
        return new EntityLeafTask(key, delivery, term, failures, conflicts + 1, givenUp);
    }

    EntityLeafTask givingUp(String reason) {
        return new EntityLeafTask(key, delivery, term, failures, 0, Optional.of(reason));
    }
}
