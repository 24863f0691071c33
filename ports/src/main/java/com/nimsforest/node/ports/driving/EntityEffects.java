package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;

/**
 * What an entity nim may do beside the new state, and together with it. For the thread that calls the nim, until the nim
 * returns.
 */
public interface EntityEffects {
    /** Drops a leaf with the change of state, whose source is this nim and whose time is that of the handled leaf. */
    void drop(Subject subject, JsonPayload data);

    /**
     * Leaves that are dropped later.
     *
     * @throws UnsupportedOperationException for a nim that is no {@link TimedEntityNim}
     */
    DelayedEffects delayed();

    /**
     * Removes the entity: the state that is returned is of no account, what waits to be dropped is cancelled, and the next
     * leaf finds none.
     */
    void remove();

    /** Other entities, of which nothing is guaranteed. */
    UnguardedEntityReader unguarded();
}
