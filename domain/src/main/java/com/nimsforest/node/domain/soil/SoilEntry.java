package com.nimsforest.node.domain.soil;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.payload.JsonPayload;
import java.time.Instant;
import java.util.Optional;

/**
 * The current value of an entity.
 *
 * @param source the compost that it reflects; {@link HumusSlot#none()} when another kind of node wrote it
 * @param time when the server stored it
 * @param provenance what an entity nim made it of; empty for what other nims and other kinds of nodes wrote
 */
public record SoilEntry(
        EntityKey key,
        JsonPayload value,
        Revision revision,
        HumusSlot source,
        Instant time,
        Optional<EntityProvenance> provenance)
        implements SoilState {
    public SoilEntry {
        requireNonNull(key, "key");
        requireNonNull(value, "value");
        requireNonNull(revision, "revision");
        requireNonNull(source, "source");
        requireNonNull(time, "time");
        requireNonNull(provenance, "provenance");
    }

    public SoilEntry(EntityKey key, JsonPayload value, Revision revision, HumusSlot source, Instant time) {
        this(key, value, revision, source, time, Optional.empty());
    }
}
