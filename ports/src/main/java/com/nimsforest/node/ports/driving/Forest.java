package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.subject.Subject;
import java.util.Optional;

/**
 * What a nim may do while it handles one leaf. What it drops and composts takes effect together after it returns, and not
 * at all when it throws; ids come from the leaf's id and the order of the calls, so that doing it again does no harm. For
 * the thread that calls the nim, until the nim returns.
 */
public interface Forest {
    /** Drops a leaf whose source is this nim and whose time is that of the handled leaf. */
    void drop(Subject subject, JsonPayload data);

    /**
     * Adds a change of state whose time is that of the handled leaf. {@link JsonPayload#NULL} for a delete.
     *
     * @throws com.nimsforest.node.ports.failure.RejectedInputException when the same call of the nim has read this entity
     *     by {@link #dig}: what follows from a state belongs into an {@link EntityNim}
     */
    void compost(CompostAction action, EntityKey entity, JsonPayload data);

    /** The entry as it is now; failures as {@link com.nimsforest.node.ports.driven.Soil#dig}. */
    Optional<SoilEntry> dig(EntityKey entity);
}
