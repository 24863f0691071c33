package com.nimsforest.node.domain.soil;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.payload.JsonPayload;
import java.time.Instant;

/**
 * The current value of an entity.
 *
 * @param source the compost that it reflects; {@link HumusSlot#none()} when another kind of node wrote it
 * @param time when the server stored it
 */
public record SoilEntry(EntityKey key, JsonPayload value, Revision revision, HumusSlot source, Instant time)
        implements SoilState {
    public SoilEntry {
        requireNonNull(key, "key");
        requireNonNull(value, "value");
        requireNonNull(revision, "revision");
        requireNonNull(source, "source");
        requireNonNull(time, "time");
    }
}
