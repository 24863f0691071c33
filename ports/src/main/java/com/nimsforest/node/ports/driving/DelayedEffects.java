package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.entity.DelayedLeaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The leaves that an entity drops later. They are part of its state: what is called here takes effect together with the new
 * state or not at all, and what waits ends with the entity. For the thread that calls the nim, until the nim returns.
 *
 * <p>A leaf that is due is dropped once, in turn with the leaves of the entity, by the clock of the node that owns the nim's
 * leaves, up to two seconds later; when no node owns them, by another one, ten seconds later. What was due while no node ran
 * is dropped when one runs again. Its source is the nim, and its time is when it was due.
 */
public interface DelayedEffects {
    /**
     * Drops the leaf at that time, at once when the time is over; in place of what waits under the same id.
     *
     * @param id 1 to 128 of the characters A-Z a-z 0-9 - / _ = . that this entity knows the leaf by
     * @throws com.nimsforest.node.ports.failure.RejectedInputException when the entity would have more than 100 of them, or
     *     more than 16 KiB: the handled leaf becomes a dead letter at once
     */
    void drop(String id, Instant due, Subject subject, JsonPayload data);

    /** The same after that time, from now by the clock of this node. */
    void drop(String id, Duration delay, Subject subject, JsonPayload data);

    /**
     * Has it not be dropped.
     *
     * @return whether it waited; what was cancelled is never dropped, and what did not wait was dropped or never there
     */
    boolean cancel(String id);

    /** What waits now, the first one that is due first; with what this call of the nim has changed. */
    List<DelayedLeaf> waiting();
}
