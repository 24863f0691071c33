package com.nimsforest.node.domain.compost;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One state change of one entity.
 *
 * @param data the whole new value; for a delete of no account, and {@link JsonPayload#NULL} unless its maker wrote some
 * @param nim who made it; any text, since other nodes choose their own
 * @param provenance what an entity nim's state was made of; empty for what other nims make
 * @param leaves what is dropped with the change, by whoever reads it: both take effect, or none
 */
public record Compost(
        EntityKey entity,
        CompostAction action,
        JsonPayload data,
        String nim,
        Instant time,
        Optional<EntityProvenance> provenance,
        List<Leaf> leaves) {
    public Compost {
        requireNonNull(entity, "entity");
        requireNonNull(action, "action");
        requireNonNull(data, "data");
        requireNonNull(nim, "nim");
        requireNonNull(time, "time");
        requireNonNull(provenance, "provenance");
        leaves = List.copyOf(leaves);
    }

    /** Whether it is the first of its entity, as far as it says itself. */
    public boolean isFirst() {
        return action == CompostAction.CREATE
                || provenance.filter(made -> made.applied().isFirst()).isPresent();
    }

    /** A change that stands for itself. */
    public Compost(EntityKey entity, CompostAction action, JsonPayload data, String nim, Instant time) {
        this(entity, action, data, nim, time, Optional.empty(), List.of());
    }

    /** The same, made of the given leaves. */
    public Compost of(EntityProvenance made) {
        return new Compost(entity, action, data, nim, time, Optional.of(made), leaves);
    }

    /** The same, with leaves to drop. */
    public Compost dropping(List<Leaf> dropped) {
        return new Compost(entity, action, data, nim, time, provenance, dropped);
    }
}
