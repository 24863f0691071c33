package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import java.util.List;
import java.util.Optional;

/**
 * Other entities as the soil has them now. This is not part of what is guaranteed to an entity nim: they may be older than
 * what was decided of them, and may change before what follows from them takes effect. For the thread that calls the nim,
 * until the nim returns. Failures as {@link com.nimsforest.node.ports.driven.Soil#dig}.
 */
public interface UnguardedEntityReader {
    /** The entry as it is now; empty when there is none or it was removed. */
    Optional<SoilEntry> dig(EntityKey other);

    /** The keys that begin with the prefix, sorted; all for an empty one. */
    List<EntityKey> keys(String prefix);
}
