package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.entity.DelayedLeaf;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.TimedEntityNim;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One of two entity nims: the first one plans each word as a leaf that comes later, and now and then cancels the one that is
 * due first; the second one notes down what came. Both states are lists of marks.
 */
final class SimulationPlanner implements TimedEntityNim<String> {
    static final String PLANNER = "planner";
    static final String CALENDAR = "calendar";

    /** Begins the mark of what was cancelled. */
    static final String CANCELLED = "-";
    /** Begins the mark of what came before its time. */
    static final String EARLY = "early:";
    /** Begins the subjects of leaves that are dropped when they are due, and of no others. */
    static final String LATER = "later.";

    private static final int LONGEST = 20;

    private final String name;
    private final SimulationFaults faults;
    private final Clock clock;

    private SimulationPlanner(String name, SimulationFaults faults, Clock clock) {
        this.name = name;
        this.faults = faults;
        this.clock = clock;
    }

    static List<EntityNim<?>> both(SimulationFaults faults, Clock clock) {
        return List.of(new SimulationPlanner(PLANNER, faults, clock), new SimulationPlanner(CALENDAR, faults, clock));
    }

    @Override
    public Token name() {
        return Token.of(name);
    }

    @Override
    public Set<SubjectPattern> patterns() {
        return Set.of(SubjectPattern.of(name.equals(PLANNER) ? "word.>" : LATER + ">"));
    }

    @Override
    public Class<String> stateType() {
        return String.class;
    }

    @Override
    public EntityKey entity(Leaf leaf) {
        String[] said = leaf.data().text().replace("\"", "").split(" ");
        return SimulationCounter.entity(name, mark(leaf), Integer.parseInt(said[3]));
    }

    private static String mark(Leaf leaf) {
        return leaf.subject().value().replace(LATER, "");
    }

    @Override
    public String apply(Optional<String> now, Leaf leaf, EntityEffects effects) {
        faults.moodOf(name + " " + leaf.subject());
        String next = now.map(before -> before + " ").orElse("");
        if (name.equals(CALENDAR)) {
            return next + (clock.instant().isBefore(leaf.time()) ? EARLY : "") + mark(leaf);
        }
        String mark = mark(leaf);
        Optional<String> cancelled = cancel(mark, effects);
        Duration delay = Duration.ofSeconds(Math.floorMod(mark.hashCode(), LONGEST));
        effects.delayed().drop(mark, delay, Subject.of(LATER + mark), leaf.data());
        return next + cancelled.map(other -> CANCELLED + other + " ").orElse("") + mark;
    }

    private static Optional<String> cancel(String mark, EntityEffects effects) {
        return effects.delayed().waiting().stream()
                .map(DelayedLeaf::id)
                .filter(any -> mark.hashCode() % 3 == 0)
                .findFirst()
                .filter(effects.delayed()::cancel);
    }
}
