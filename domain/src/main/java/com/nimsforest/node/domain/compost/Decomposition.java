package com.nimsforest.node.domain.compost;

import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilState;

/**
 * What a compost does to the soil as it is now. The soil remembers which slot it reflects, so a compost that was applied
 * before, or overtaken by a later one, changes nothing.
 */
public final class Decomposition {
    private Decomposition() {}

    public static SoilChange of(HumusEntry entry, SoilState current) {
        if (current.source().compareTo(entry.slot()) >= 0) {
            return new SoilChange.Nothing(current.key());
        }
        Compost compost = entry.compost();
        if (compost.action() == CompostAction.DELETE) {
            return new SoilChange.Remove(current.key(), current.revision(), entry.slot());
        }
        return new SoilChange.Put(current.key(), compost.data(), current.revision(), entry.slot());
    }
}
