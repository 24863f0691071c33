package com.nimsforest.node.domain.change;

import com.nimsforest.node.domain.change.ForestStatusChange.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Collects what has changed; what is the same for several is told once, with all their names. For one thread. */
final class StatusChangeCollector {
    private record Same(Tone tone, String what) {}

    private final Instant at;
    private final Map<Same, List<String>> names = new LinkedHashMap<>();

    StatusChangeCollector(Instant at) {
        this.at = at;
    }

    void better(String name, String what) {
        add(Tone.BETTER, name, what);
    }

    void worse(String name, String what) {
        add(Tone.WORSE, name, what);
    }

    void other(String name, String what) {
        add(Tone.OTHER, name, what);
    }

    private void add(Tone tone, String name, String what) {
        names.computeIfAbsent(new Same(tone, what), same -> new ArrayList<>()).add(name);
    }

    List<ForestStatusChange> told() {
        return names.entrySet().stream()
                .map(same -> new ForestStatusChange(
                        at,
                        same.getKey().tone(),
                        String.join(", ", same.getValue())
                                + said(same.getKey().what(), same.getValue().size())))
                .toList();
    }

    /** As one says it of so many. */
    private static String said(String what, int names) {
        return names == 1
                ? what
                : what.replaceFirst("^ is ", " are ")
                        .replaceFirst("^ has ", " have ")
                        .replaceFirst("^ does ", " do ")
                        .replaceFirst("^ answers", " answer");
    }

    /** Hands over what both lists have, by name. */
    static <T> void both(List<T> before, List<T> after, Function<T, String> name, BiConsumer<T, T> each) {
        Map<String, T> earlier = before.stream().collect(Collectors.toMap(name, thing -> thing, (one, other) -> one));
        for (T thing : after) {
            T was = earlier.get(name.apply(thing));
            if (was != null) {
                each.accept(was, thing);
            }
        }
    }

    /** What only the second list has. */
    static <T> List<T> added(List<T> before, List<T> after, Function<T, String> name) {
        List<String> known = before.stream().map(name).toList();
        return after.stream()
                .filter(thing -> !known.contains(name.apply(thing)))
                .toList();
    }
}
