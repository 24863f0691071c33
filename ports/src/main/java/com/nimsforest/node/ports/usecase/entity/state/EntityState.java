package com.nimsforest.node.ports.usecase.entity.state;

import com.nimsforest.node.domain.entity.AppliedLeaves;
import com.nimsforest.node.domain.entity.DelayedLeaves;
import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.payload.JsonPayload;
import java.time.Instant;
import java.util.Optional;

/**
 * An entity's state as it was last read or written.
 *
 * @param value empty when there is none (any more)
 * @param expires when it is over; empty for never
 * @param delayed what is dropped later
 * @param sequence of its last compost; 0 when the humus holds none: what the next one expects
 */
public record EntityState(
        Optional<JsonPayload> value,
        int version,
        AppliedLeaves applied,
        Optional<Instant> expires,
        DelayedLeaves delayed,
        long sequence) {
    public static EntityState none(int version) {
        return new EntityState(
                Optional.empty(), version, AppliedLeaves.none(), Optional.empty(), DelayedLeaves.none(), 0);
    }

    public static EntityState of(Optional<JsonPayload> value, EntityProvenance made, long sequence) {
        return new EntityState(value, made.version(), made.applied(), made.expires(), made.delayed(), sequence);
    }
}
