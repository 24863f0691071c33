package com.nimsforest.node.domain.compost;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import java.time.Instant;

/**
 * One state change of one entity.
 *
 * @param data the whole new value; for a delete of no account, and {@link JsonPayload#NULL} unless its maker wrote some
 * @param nim who made it; any text, since other nodes choose their own
 */
public record Compost(EntityKey entity, CompostAction action, JsonPayload data, String nim, Instant time) {
    public Compost {
        requireNonNull(entity, "entity");
        requireNonNull(action, "action");
        requireNonNull(data, "data");
        requireNonNull(nim, "nim");
        requireNonNull(time, "time");
    }
}
