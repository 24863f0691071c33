package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.handler.RetryPolicy;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Business logic whose state depends on its state: sums, counters, anything that reads, changes and writes. Plug-ins
 * implement this and name the class in {@code META-INF/services/com.nimsforest.node.ports.driving.EntityNim}.
 *
 * <p>What is guaranteed, in the whole fleet: {@link #apply} is given the state that all earlier leaves of the entity made,
 * and its result takes effect only if nobody changed the state meanwhile. Leaves of one entity that trees made take effect
 * in the order of the river, each once, however often and however late they are delivered again. The new state and the
 * leaves that are dropped take effect together or not at all. A leaf that fails holds up its own entity until it is a dead
 * letter, and no other; put back from there it takes effect out of order, and that is logged.
 *
 * <p>{@link #apply} may be called more than once for a leaf, and its result thrown away: it must do nothing outside. Calls
 * come from several threads, those of one entity one after another.
 *
 * @param <S> the state: a record that Jackson reads and writes
 */
public interface EntityNim<S> {
    /** The stable name of this nim: its entities belong to it. */
    Token name();

    /** The leaves that it asks for. */
    Set<SubjectPattern> patterns();

    /** The type of the state. */
    Class<S> stateType();

    /**
     * Which entity the leaf is about: a pure function. An entity belongs to one nim. What throws or returns null makes the
     * leaf a dead letter; so does what does not return within {@link #timeLimit}, after three attempts, for which all leaves
     * of this nim wait.
     */
    EntityKey entity(Leaf leaf);

    /**
     * The new state.
     *
     * @param now the present state; empty when there is none (any more)
     * @return never null: to remove the entity, call {@link EntityEffects#remove}. What throws counts as a failed attempt,
     *     and so does a call that does not return within {@link #timeLimit}; after the last one of {@link #retryPolicy} the
     *     leaf becomes a dead letter, as it does at once when null is returned or the state is too large for the server
     */
    S apply(Optional<S> now, Leaf leaf, EntityEffects effects);

    /** How long one attempt may take: then its thread is interrupted and given up, and the attempt has failed. */
    default Duration timeLimit() {
        return Duration.ofSeconds(30);
    }

    /** How often a leaf is tried that this nim fails on, before it is a dead letter. */
    default RetryPolicy retryPolicy() {
        return RetryPolicy.standard();
    }

    /** The version of the state's form, from 1; a leaf whose entity has a later one waits for a node that knows it. */
    default int version() {
        return 1;
    }

    /** A state of an earlier version in the form of the present one. */
    default JsonPayload upgrade(JsonPayload state, int version) {
        return state;
    }
}
