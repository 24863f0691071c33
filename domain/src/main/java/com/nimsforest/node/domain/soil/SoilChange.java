package com.nimsforest.node.domain.soil;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.payload.JsonPayload;
import java.util.Optional;

/** A change to one entry that takes place only if the entry still has the expected revision. */
public sealed interface SoilChange {
    EntityKey key();

    /** Sets the value; {@link Revision#none()} expects that there never was one. */
    record Put(
            EntityKey key,
            JsonPayload value,
            Revision expected,
            HumusSlot source,
            Optional<EntityProvenance> provenance)
            implements SoilChange {
        public Put {
            requireNonNull(key, "key");
            requireNonNull(value, "value");
            requireNonNull(expected, "expected");
            requireNonNull(source, "source");
            requireNonNull(provenance, "provenance");
        }

        public Put(EntityKey key, JsonPayload value, Revision expected, HumusSlot source) {
            this(key, value, expected, source, Optional.empty());
        }
    }

    /** Leaves a tombstone that remembers its source. */
    record Remove(EntityKey key, Revision expected, HumusSlot source, Optional<EntityProvenance> provenance)
            implements SoilChange {
        public Remove {
            requireNonNull(key, "key");
            requireNonNull(expected, "expected");
            requireNonNull(source, "source");
            requireNonNull(provenance, "provenance");
        }

        public Remove(EntityKey key, Revision expected, HumusSlot source) {
            this(key, expected, source, Optional.empty());
        }
    }

    /** The soil already reflects this compost or a later one. */
    record Nothing(EntityKey key) implements SoilChange {
        public Nothing {
            requireNonNull(key, "key");
        }
    }
}
