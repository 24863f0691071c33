package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import java.util.Optional;

/** Shows the current state to the outside. */
public interface SoilView {
    /** The entry as it is now; failures as {@link com.nimsforest.node.ports.driven.Soil#dig}. */
    Optional<SoilEntry> find(EntityKey key);
}
