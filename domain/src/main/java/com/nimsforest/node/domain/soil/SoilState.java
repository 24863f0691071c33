package com.nimsforest.node.domain.soil;

import static java.util.Objects.requireNonNull;

/** What the soil's last message for a key says: an entry, or that there is none (any more). */
public sealed interface SoilState permits SoilEntry, SoilState.Bare {
    EntityKey key();

    Revision revision();

    HumusSlot source();

    /** Bare soil: removed by the compost at {@code source}, or never there (revision and source none). */
    record Bare(EntityKey key, Revision revision, HumusSlot source) implements SoilState {
        public Bare {
            requireNonNull(key, "key");
            requireNonNull(revision, "revision");
            requireNonNull(source, "source");
        }
    }

    static SoilState untouched(EntityKey key) {
        return new Bare(key, Revision.none(), HumusSlot.none());
    }
}
