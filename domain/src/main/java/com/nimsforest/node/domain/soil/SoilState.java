package com.nimsforest.node.domain.soil;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.entity.EntityProvenance;
import java.util.Optional;

/** What the soil's last message for a key says: an entry, or that there is none (any more). */
public sealed interface SoilState permits SoilEntry, SoilState.Bare {
    EntityKey key();

    Revision revision();

    HumusSlot source();

    /** What an entity nim made it of; empty for what others wrote. */
    Optional<EntityProvenance> provenance();

    /** Bare soil: removed by the compost at {@code source}, or never there (revision and source none). */
    record Bare(EntityKey key, Revision revision, HumusSlot source, Optional<EntityProvenance> provenance)
            implements SoilState {
        public Bare {
            requireNonNull(key, "key");
            requireNonNull(revision, "revision");
            requireNonNull(source, "source");
            requireNonNull(provenance, "provenance");
        }

        public Bare(EntityKey key, Revision revision, HumusSlot source) {
            this(key, revision, source, Optional.empty());
        }
    }

    static SoilState untouched(EntityKey key) {
        return new Bare(key, Revision.none(), HumusSlot.none());
    }
}
