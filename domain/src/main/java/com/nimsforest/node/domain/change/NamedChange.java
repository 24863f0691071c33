package com.nimsforest.node.domain.change;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.change.ForestStatusChange.Tone;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One change of one machine, stream, node or consumer.
 *
 * @param what continues the sentence that begins with the name
 */
record NamedChange(Tone tone, String name, String what) {
    NamedChange {
        requireNonNull(tone, "tone");
        requireNonNull(name, "name");
        requireNonNull(what, "what");
    }

    static Stream<NamedChange> better(String name, String what) {
        return Stream.of(new NamedChange(Tone.BETTER, name, what));
    }

    static Stream<NamedChange> worse(String name, String what) {
        return Stream.of(new NamedChange(Tone.WORSE, name, what));
    }

    static Stream<NamedChange> other(String name, String what) {
        return Stream.of(new NamedChange(Tone.OTHER, name, what));
    }

    /** Worse when something ended, better when it began, nothing while it stays as it is. */
    static Stream<NamedChange> when(boolean before, boolean after, String name, String began, String ended) {
        if (before == after) {
            return Stream.empty();
        }
        return after ? better(name, began) : worse(name, ended);
    }

    /** One sentence for each change; a change that several have in common is one sentence with all their names. */
    static List<ForestStatusChange> sentences(Instant at, Stream<NamedChange> changes) {
        Map<NamedChange, List<String>> names = changes.collect(Collectors.groupingBy(
                change -> new NamedChange(change.tone(), "", change.what()),
                LinkedHashMap::new,
                Collectors.mapping(NamedChange::name, Collectors.toList())));
        return names.entrySet().stream()
                .map(entry -> entry.getKey().sentence(at, entry.getValue()))
                .toList();
    }

    private ForestStatusChange sentence(Instant at, List<String> names) {
        return new ForestStatusChange(at, tone, String.join(", ", names) + (names.size() == 1 ? what : plural(what)));
    }

    private static String plural(String what) {
        return what.replaceFirst("^ is ", " are ")
                .replaceFirst("^ has ", " have ")
                .replaceFirst("^ does ", " do ")
                .replaceFirst("^ answers", " answer");
    }

    /** The changes of what both lists have, by name. */
    static <T> Stream<NamedChange> ofBoth(
            List<T> before, List<T> after, Function<T, String> name, BiFunction<T, T, Stream<NamedChange>> changes) {
        Map<String, T> earlier = before.stream().collect(Collectors.toMap(name, thing -> thing, (one, other) -> one));
        return after.stream()
                .filter(thing -> earlier.containsKey(name.apply(thing)))
                .flatMap(thing -> changes.apply(earlier.get(name.apply(thing)), thing));
    }

    /** The changes of what only the second list has. */
    static <T> Stream<NamedChange> ofAdded(
            List<T> before, List<T> after, Function<T, String> name, Function<T, Stream<NamedChange>> changes) {
        List<String> known = before.stream().map(name).toList();
        return after.stream()
                .filter(thing -> !known.contains(name.apply(thing)))
                .flatMap(changes);
    }
}
