package com.nimsforest.node.ports.simulation;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Compares what is there in the end with what callers were promised; knows nothing of how it came about. */
final class SimulationChecker {
    /** What no run may come to: each view says that all is well. */
    static final String SILENCE = "acknowledged, no effect, and UP";

    private final SimulationHistory history;
    private final InMemoryForest witness;
    private final boolean told;
    private final List<String> problems = new ArrayList<>();

    /** @param told whether any node says that something is wrong */
    SimulationChecker(SimulationHistory history, InMemoryForest witness, boolean told) {
        this.history = history;
        this.witness = witness;
        this.told = told;
    }

    /** What is wrong; empty when nothing is. */
    List<String> check(
            Collection<SimulationCaller> callers,
            Collection<String> otherDeadLetters,
            boolean idsForgotten,
            boolean leafIdsForgotten) {
        history.write();
        List<SimulationEvent> events =
                callers.stream().map(SimulationCaller::event).toList();
        checkReceipts(callers);
        checkEffects(events, idsForgotten);
        checkSoil();
        checkRiver(events, idsForgotten);
        checkDeadLetters(events, otherDeadLetters, leafIdsForgotten);
        return List.copyOf(problems);
    }

    private void checkReceipts(Collection<SimulationCaller> callers) {
        callers.stream()
                .filter(caller -> !caller.isAcknowledged())
                .forEach(caller -> problems.add("never acknowledged: " + caller.event()));
    }

    private void checkEffects(List<SimulationEvent> events, boolean idsForgotten) {
        Map<String, Long> made = count(
                history.entries().stream()
                        .filter(entry -> entry.compost().provenance().isEmpty())
                        .toList(),
                entry -> mark(entry.compost().data().text()));
        Set<String> wanted = new HashSet<>();
        events.stream().flatMap(event -> event.effects().stream()).forEach(effect -> wanted.add(effect.mark()));
        compare("effect", wanted.stream().toList(), made, idsForgotten);
    }

    private static String mark(String text) {
        return text.replace("\"", "");
    }

    private static <T> Map<String, Long> count(Collection<T> all, Function<T, String> name) {
        return all.stream().collect(groupingBy(name, TreeMap::new, counting()));
    }

    private void compare(String what, List<String> wanted, Map<String, Long> found, boolean mayBeTwice) {
        String lost = told ? " lost: " : " lost: " + SILENCE + ": ";
        wanted.stream().filter(one -> !found.containsKey(one)).forEach(one -> problems.add(what + lost + one));
        found.forEach((one, times) -> {
            if (!wanted.contains(one)) {
                problems.add(what + " that nobody asked for: " + one);
            } else if (times > 1 && !mayBeTwice) {
                problems.add(what + " " + times + " times: " + one);
            }
        });
    }

    /** The soil is the fold of the humus: of each entity the last word, by its place. */
    private void checkSoil() {
        Map<EntityKey, List<HumusEntry>> entries =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        for (HumusEntry entry : history.entries()) {
            entries.computeIfAbsent(entry.compost().entity(), any -> new ArrayList<>())
                    .add(entry);
        }
        entries.forEach(this::checkEntity);
        witness.soil().keys("").stream()
                .filter(key -> !entries.containsKey(key))
                .forEach(key -> problems.add("entity that nobody asked for: " + key));
    }

    private void checkEntity(EntityKey key, List<HumusEntry> entries) {
        SoilState found = history.soil(key);
        for (int last = entries.size() - 1; last >= 0; last--) {
            if (SimulationHistory.reflects(found, entries.get(last))) {
                return;
            }
            if (!history.isAdrift(entries.get(last))) {
                problems.add("the soil has " + found + " and not what the humus says last: " + entries.get(last));
                return;
            }
        }
        // All that was ever said of it was lost with a humus.
        if (found instanceof SoilEntry) {
            problems.add("the soil has " + found + ", which the humus never said");
        }
    }

    private void checkRiver(List<SimulationEvent> events, boolean idsForgotten) {
        long strangers = events.stream()
                .filter(event -> event.kind() == SimulationEvent.Kind.STRANGER)
                .count();
        long left = witness.servers().messages("RIVER");
        long setAside = witness.servers().messages("ASIDE");
        boolean mayBeTwice = idsForgotten && strangers > 0;
        if (left > 0) {
            problems.add(SILENCE + ": the river holds " + left + " messages");
        }
        if (mayBeTwice ? setAside < strangers : setAside != strangers) {
            problems.add("set aside are " + setAside + " messages, of which no tree knows " + strangers);
        }
    }

    private void checkDeadLetters(List<SimulationEvent> events, Collection<String> others, boolean idsForgotten) {
        List<String> wanted = new ArrayList<>(others);
        events.forEach(event -> wanted.addAll(event.deadLetters()));
        Map<String, Long> found = count(
                witness.deadLetters().list(0, Integer.MAX_VALUE),
                deadLetter -> deadLetter.consumer() + " " + deadLetter.subject());
        compare("dead letter", wanted, found, idsForgotten);
    }
}
