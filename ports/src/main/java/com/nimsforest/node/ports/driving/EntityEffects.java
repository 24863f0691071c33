package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.subject.Subject;
import java.util.Optional;

/**
 * What an entity nim may do beside the new state, and together with it. For the thread that calls the nim, until the nim
 * returns.
 */
public interface EntityEffects {
    /** Drops a leaf with the change of state, whose source is this nim and whose time is that of the handled leaf. */
    void drop(Subject subject, JsonPayload data);

    /** Removes the entity: the state that is returned is of no account, and the next leaf finds none. */
    void remove();

    /**
     * Another entity, as the soil has it now: not part of the guarantee. It may be older than what was decided of it, and
     * it may change before this takes effect. Failures as {@link com.nimsforest.node.ports.driven.Soil#dig}.
     */
    Optional<SoilEntry> lookAt(EntityKey other);
}
