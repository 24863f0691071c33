package com.nimsforest.node.ports.usecase.entity.state;

import com.nimsforest.node.domain.entity.DelayedLeaves;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an entity nim made of a state.
 *
 * @param next the new state; empty when the entity is removed
 * @param dropped the leaves that are dropped with it
 * @param expires when the new state is over; empty for never
 * @param delayed what is dropped later
 */
public record EntityChange(
        Optional<JsonPayload> next, List<Leaf> dropped, Optional<Instant> expires, DelayedLeaves delayed) {
    /** The state stays as it is. */
    public static EntityChange none(EntityState state) {
        return new EntityChange(state.value(), List.of(), state.expires(), state.delayed());
    }

    /** What is due is dropped, and the state stays as it is. */
    public static EntityChange dropping(EntityState state, List<Leaf> due, DelayedLeaves left) {
        return new EntityChange(state.value(), due, state.expires(), left);
    }

    /**
     * A leaf that changes nothing leaves no trace: if it comes again after others, it is as if it came then for the first
     * time. It is told by the value itself, since a state that was upgraded has to be written; one that expires is written
     * for its new time.
     */
    public boolean isNothing(EntityState state, int version) {
        return dropped.isEmpty()
                && expires.isEmpty()
                && state.expires().isEmpty()
                && state.delayed().equals(delayed)
                && state.version() == version
                && state.value().isPresent()
                && next.equals(state.value());
    }
}
