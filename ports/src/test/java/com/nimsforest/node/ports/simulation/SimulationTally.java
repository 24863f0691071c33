package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Whether entity nims counted exactly (I8) and in the river's order (I9), whether what they dropped was counted in the
 * order in which it was made, and whether what they dropped later came once and not before its time: the state of
 * each entity is the list of what it counted.
 */
final class SimulationTally {
    private final SimulationHistory history;
    private final Predicate<SimulationEvent> inOrder;
    private final List<String> problems = new ArrayList<>();

    /** @param inOrder which events cannot have been set aside */
    SimulationTally(SimulationHistory history, Predicate<SimulationEvent> inOrder) {
        this.history = history;
        this.inOrder = inOrder;
    }

    List<String> check(Collection<SimulationCaller> callers) {
        Map<EntityKey, List<String>> wanted = new TreeMap<>(Comparator.comparing(EntityKey::value));
        List<SimulationCaller> byRiver = callers.stream()
                .sorted(Comparator.comparingLong(SimulationCaller::sequence))
                .toList();
        byRiver.forEach(caller -> caller.event()
                .marks()
                .forEach(mark -> wanted.computeIfAbsent(
                                entity(SimulationCounter.TALLY, caller.event(), mark), any -> new ArrayList<>())
                        .add(mark)));
        List<String> certain = byRiver.stream()
                .map(SimulationCaller::event)
                .filter(inOrder)
                .flatMap(event -> event.marks().stream())
                .toList();
        wanted.forEach((entity, marks) -> check(entity, marks, certain));
        return problems;
    }

    /** What was planned came once and not before its time, and what was cancelled did not. */
    List<String> checkPlans(Collection<SimulationCaller> callers) {
        callers.stream()
                .map(SimulationCaller::event)
                .flatMap(event -> event.marks().stream().map(mark -> entity(SimulationCounter.TALLY, event, mark)))
                .distinct()
                .forEach(this::checkPlans);
        return problems;
    }

    private static EntityKey entity(String counter, SimulationEvent event, String mark) {
        return SimulationCounter.entity(counter, mark, event.entities());
    }

    private void check(EntityKey entity, List<String> marks, List<String> certain) {
        List<String> counted = counted(entity);
        if (!sorted(counted).equals(sorted(marks))) {
            problems.add("I8: " + entity + " counted " + counted + " and not " + marks);
        }
        List<String> inTurn = counted.stream().filter(certain::contains).toList();
        List<String> turns = certain.stream().filter(counted::contains).toList();
        if (!inTurn.equals(turns)) {
            problems.add("I9: " + entity + " counted in the order " + inTurn + " and not " + turns);
        }
        EntityKey again = renamed(entity, SimulationCounter.AUDIT);
        if (!counted(again).equals(counted)) {
            problems.add("I9: " + again + " counted " + counted(again) + " of what was dropped as " + counted);
        }
    }

    private void checkPlans(EntityKey tally) {
        List<String> planned = counted(renamed(tally, SimulationPlanner.PLANNER));
        if (!sorted(planned.stream().filter(mark -> !isCancellation(mark)).toList())
                .equals(sorted(counted(tally)))) {
            problems.add("I8: planned are " + planned + " and not " + counted(tally));
        }
        List<String> wanted = planned.stream()
                .filter(mark -> !isCancellation(mark) && !planned.contains(SimulationPlanner.CANCELLED + mark))
                .toList();
        List<String> came = counted(renamed(tally, SimulationPlanner.CALENDAR));
        if (!sorted(came).equals(sorted(wanted))) {
            problems.add("plans: " + came + " came of what was planned as " + planned);
        }
    }

    private static boolean isCancellation(String mark) {
        return mark.startsWith(SimulationPlanner.CANCELLED);
    }

    private static EntityKey renamed(EntityKey tally, String nim) {
        return EntityKey.of(tally.value().replace(SimulationCounter.TALLY, nim));
    }

    private static List<String> sorted(List<String> marks) {
        return marks.stream().sorted().toList();
    }

    private List<String> counted(EntityKey entity) {
        return history.soil(entity) instanceof SoilEntry state
                ? List.of(state.value().text().replace("\"", "").split(" "))
                : List.of();
    }
}
