package com.nimsforest.node.domain.compost;

import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import java.time.Instant;
import java.util.Optional;

/**
 * What a compost does to the soil as it is now. The soil remembers which slot it reflects, so a compost that was applied
 * before, or overtaken by a later one, changes nothing.
 */
public final class DecompositionRules {
    private DecompositionRules() {}

    public static SoilChange of(HumusEntry entry, SoilState current) {
        if (current.source().compareTo(entry.slot()) >= 0) {
            return new SoilChange.Nothing(current.key());
        }
        return regardless(entry, current);
    }

    /**
     * Whether the places of the two and the times at which the humus took them in tell of another order. That is so when the
     * humus has lost its end and given the places of what it lost to others; or when its clocks do not agree.
     */
    public static boolean isContradicted(HumusEntry entry, SoilState current) {
        HumusSlot place = entry.slot();
        HumusSlot source = current.source();
        int inTime = place.stored().compareTo(source.stored());
        return place.isTimed()
                && source.isTimed()
                && (source.compareTo(place) >= 0 ? inTime > 0 : inTime < 0 && source.epoch() == place.epoch());
    }

    /**
     * The same as {@link #of(HumusEntry, SoilState)}, where that is contradicted.
     *
     * @param held what the humus holds at the later of the two places: if it is what once was there, nothing was lost
     */
    public static SoilChange of(HumusEntry entry, SoilState current, Optional<HumusEntry> held) {
        boolean overtaken = current.source().compareTo(entry.slot()) >= 0;
        // By its time, not by what it says: the same may have been said again at the same place.
        Instant once = overtaken ? current.source().stored() : entry.slot().stored();
        boolean alreadyStored =
                held.filter(there -> there.slot().stored().equals(once)).isPresent();
        return overtaken == alreadyStored ? new SoilChange.Nothing(current.key()) : regardless(entry, current);
    }

    /** Whether the soil is as the entry says. */
    public static boolean reflects(SoilState current, HumusEntry entry) {
        boolean removal = entry.compost().action() == CompostAction.DELETE;
        boolean same = current instanceof SoilEntry value
                ? !removal && value.value().saysAs(entry.compost().data())
                : removal;
        return same && entry.compost().entity().equals(current.key());
    }

    private static SoilChange regardless(HumusEntry entry, SoilState current) {
        Compost compost = entry.compost();
        if (compost.action() == CompostAction.DELETE) {
            return new SoilChange.Remove(current.key(), current.revision(), entry.slot(), compost.provenance());
        }
        return new SoilChange.Put(
                current.key(), compost.data(), current.revision(), entry.slot(), compost.provenance());
    }
}
