package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.compost.DecompositionRules;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All that was ever in the humus, in its order, also in one that is lost and at places that were given away again. */
final class SimulationHistory {
    /** An entry at its time: the very same may come again at the same place, after the end of the humus was lost. */
    private record RecordedEntry(HumusEntry entry, Instant stored) {
        static RecordedEntry of(HumusEntry entry) {
            return new RecordedEntry(entry, entry.slot().stored());
        }
    }

    private final InMemoryForest witness;
    private final Set<RecordedEntry> entries = new LinkedHashSet<>();
    private final Set<RecordedEntry> adrift = new HashSet<>();

    /** @param witness a node that takes no part in anything and is never cut off */
    SimulationHistory(InMemoryForest witness) {
        this.witness = witness;
    }

    /** Notes down what is in the humus now. */
    void write() {
        witness.humus().latest(Integer.MAX_VALUE).forEach(entry -> entries.add(RecordedEntry.of(entry)));
    }

    /** Notes down what is about to be lost from the humus: what the soil does not reflect yet may have no effect. */
    void writeBeforeTheLoss(int messages) {
        write();
        List<RecordedEntry> lost =
                witness.humus().latest(messages).stream().map(RecordedEntry::of).toList();
        Set<EntityKey> reflected = new HashSet<>();
        List<RecordedEntry> all = new ArrayList<>(entries);
        for (int last = all.size() - 1; last >= 0; last--) {
            EntityKey entity = all.get(last).entry().compost().entity();
            if (reflects(soil(entity), all.get(last).entry())) {
                reflected.add(entity);
            } else if (lost.contains(all.get(last)) && !reflected.contains(entity)) {
                adrift.add(all.get(last));
            }
        }
    }

    static boolean reflects(SoilState found, HumusEntry word) {
        return found.source().equals(word.slot()) && DecompositionRules.reflects(found, word);
    }

    Collection<HumusEntry> entries() {
        return entries.stream().map(RecordedEntry::entry).toList();
    }

    boolean isAdrift(HumusEntry entry) {
        return adrift.contains(RecordedEntry.of(entry));
    }

    SoilState soil(EntityKey key) {
        return witness.soil().survey(key).toCompletableFuture().join();
    }
}
