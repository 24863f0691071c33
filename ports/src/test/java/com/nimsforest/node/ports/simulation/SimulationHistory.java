package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.Slot;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All that was ever in the humus, also in one that is lost. */
final class SimulationHistory {
    private final InMemoryForest witness;
    private final Map<Slot, HumusEntry> entries = new TreeMap<>();
    private final Set<Slot> adrift = new HashSet<>();

    /** @param witness a node that takes no part in anything and is never cut off */
    SimulationHistory(InMemoryForest witness) {
        this.witness = witness;
    }

    /** Notes down what is in the humus now. */
    void write() {
        witness.humus().latest(Integer.MAX_VALUE).forEach(entry -> entries.put(entry.slot(), entry));
    }

    /** Notes down what is about to be lost with the humus: what the soil does not reflect yet may have no effect. */
    void writeBeforeTheLoss() {
        write();
        for (HumusEntry entry : entries.values()) {
            if (soil(entry.compost().entity()).source().compareTo(entry.slot()) < 0) {
                adrift.add(entry.slot());
            }
        }
    }

    Collection<HumusEntry> entries() {
        return List.copyOf(entries.values());
    }

    boolean isAdrift(HumusEntry entry) {
        return adrift.contains(entry.slot());
    }

    SoilState soil(EntityKey key) {
        return witness.soil().survey(key).toCompletableFuture().join();
    }
}
