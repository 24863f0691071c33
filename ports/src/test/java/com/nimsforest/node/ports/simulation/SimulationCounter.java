package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.EntityNim;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Appends the mark of each leaf to the state of its entity: a state that shows what is missing, what is there twice, and in
 * which order it came.
 */
final class SimulationCounter implements EntityNim<String> {
    /** Counts the words and drops each as counted. */
    static final String TALLY = "tally";
    /** Counts what was counted: the same in the same order. */
    static final String AUDIT = "audit";

    private static final String COUNTED = "counted.";

    private final String name;
    private final SimulationFaults faults;

    private SimulationCounter(String name, SimulationFaults faults) {
        this.name = name;
        this.faults = faults;
    }

    static List<EntityNim<?>> both(SimulationFaults faults) {
        return List.of(new SimulationCounter(TALLY, faults), new SimulationCounter(AUDIT, faults));
    }

    @Override
    public Token name() {
        return Token.of(name);
    }

    @Override
    public Set<SubjectPattern> patterns() {
        return Set.of(SubjectPattern.of(name.equals(TALLY) ? "word.>" : COUNTED + ">"));
    }

    @Override
    public Class<String> stateType() {
        return String.class;
    }

    @Override
    public EntityKey entity(Leaf leaf) {
        String[] said = leaf.data().text().replace("\"", "").split(" ");
        return entity(name, mark(leaf), Integer.parseInt(said[3]));
    }

    static EntityKey entity(String counter, String mark, int entities) {
        return EntityKey.of(counter + Math.floorMod(mark.hashCode() * 0x9E3779B1 >>> 4, entities));
    }

    private static String mark(Leaf leaf) {
        return leaf.subject().value().replace(COUNTED, "");
    }

    @Override
    public String apply(Optional<String> now, Leaf leaf, EntityEffects effects) {
        faults.moodOf(name + " " + leaf.subject());
        if (name.equals(TALLY)) {
            effects.drop(Subject.of(COUNTED + leaf.subject()), leaf.data());
        }
        return now.map(before -> before + " " + mark(leaf)).orElse(mark(leaf));
    }
}
