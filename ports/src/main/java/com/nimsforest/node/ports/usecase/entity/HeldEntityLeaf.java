package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A leaf that waits for its turn and for its entity's name. For the tasks of {@link EntityLeafOrder}. */
final class HeldEntityLeaf {
    private final MessageDelivery<Leaf> delivery;
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    private @Nullable EntityKey key;

    HeldEntityLeaf(MessageDelivery<Leaf> delivery) {
        this.delivery = delivery;
    }

    MessageDelivery<Leaf> delivery() {
        return delivery;
    }

    LeafPosition position() {
        return delivery.origin().position();
    }

    boolean isLate() {
        return delivery.origin().late();
    }

    CompletableFuture<Verdict> verdict() {
        return verdict;
    }

    void settle(Verdict said) {
        verdict.complete(said);
    }

    void name(EntityKey entity) {
        key = entity;
    }

    /** Whether it has an entity, or never will. */
    boolean isDecided() {
        return key != null || verdict.isDone();
    }

    /** Empty when there is nothing to do any more. */
    Optional<EntityLeafTask> task(long term) {
        return verdict.isDone()
                ? Optional.empty()
                : Optional.ofNullable(key).map(entity -> EntityLeafTask.of(entity, delivery, term));
    }
}
