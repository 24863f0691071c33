package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.entity.AppliedLeaves;
import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.payload.JsonPayload;
import java.util.Optional;

/**
 * An entity's state as it was last read or written.
 *
 * @param value empty when there is none (any more)
 * @param sequence of its last compost; 0 when the humus holds none: what the next one expects
 */
record EntityState(Optional<JsonPayload> value, int version, AppliedLeaves applied, long sequence) {
    static EntityState none(int version) {
        return new EntityState(Optional.empty(), version, AppliedLeaves.none(), 0);
    }

    static EntityState of(Optional<JsonPayload> value, EntityProvenance made, long sequence) {
        return new EntityState(value, made.version(), made.applied(), sequence);
    }
}
