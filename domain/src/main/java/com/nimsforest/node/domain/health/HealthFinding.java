package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.wording.CountedNoun;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A problem that was found: its kind, what it is about, and the facts that its texts need.
 *
 * @param about which streams, consumers, machines or files have the problem; none when it is the node itself. Two findings of
 *     one kind about the same are one problem
 * @param facts in the order in which they are shown, each with a value of its type
 * @param since when it began; empty until a report has it
 */
public record HealthFinding(
        ProblemKind kind, List<String> about, Map<HealthFact<?>, Object> facts, Optional<Instant> since) {
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

    public HealthFinding {
        requireNonNull(kind, "kind");
        about = List.copyOf(about);
        requireNonNull(since, "since");
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** About the node itself. */
    public static HealthFinding of(ProblemKind kind) {
        return about(List.of(), kind);
    }

    /** Such as {@code HealthFinding.about("RIVER", ProblemKind.STREAM_FULL)}. */
    public static HealthFinding about(String about, ProblemKind kind) {
        return about(List.of(about), kind);
    }

    public static HealthFinding about(List<String> about, ProblemKind kind) {
        return new HealthFinding(kind, about, Map.of(), Optional.empty());
    }

    /** As another node has told it. */
    public static HealthFinding read(
            ProblemKind kind, String about, Map<String, String> texts, Optional<Instant> since) {
        Map<HealthFact<?>, Object> facts = new LinkedHashMap<>();
        texts.forEach((name, text) -> HealthFact.read(name, text, facts));
        return new HealthFinding(kind, about.isEmpty() ? List.of() : List.of(about), facts, since);
    }

    /** The same about that one. */
    public HealthFinding about(String name) {
        return about(List.of(name));
    }

    /** The same about those. */
    public HealthFinding about(List<String> names) {
        return new HealthFinding(kind, names, facts, since);
    }

    /** The same with one fact more. */
    public <T> HealthFinding with(HealthFact<T> fact, T value) {
        Map<HealthFact<?>, Object> more = new LinkedHashMap<>(facts);
        more.put(fact, value);
        return new HealthFinding(kind, about, more, since);
    }

    /** The same with one number more. */
    public HealthFinding with(HealthFact<Long> fact, long value) {
        return with(fact, Long.valueOf(value));
    }

    /** The same with that beginning. */
    public HealthFinding since(Instant beginning) {
        return new HealthFinding(kind, about, facts, Optional.of(beginning));
    }

    /** The value of a fact; empty when it is not known. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> fact(HealthFact<T> fact) {
        return Optional.ofNullable((T) facts.get(fact));
    }

    public HealthComponent component() {
        return kind.component();
    }

    public HealthStatus status() {
        return kind.severity();
    }

    /** What it is about, in words; empty when it is the node itself. */
    public String names() {
        return String.join(", ", about);
    }

    /** The facts by name, in words. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        facts.forEach((fact, value) -> texts.put(fact.name(), fact.write(value)));
        return texts;
    }

    /** What is wrong, in words. */
    public String reason() {
        return filled(kind.reason());
    }

    /** What a person can do, in words. */
    public String hint() {
        return filled(kind.hint());
    }

    /** The facts that several with one cause have in common: all but the command for each. */
    public Map<HealthFact<?>, Object> common() {
        Map<HealthFact<?>, Object> common = new LinkedHashMap<>(facts);
        common.remove(HealthFact.COMMAND);
        return common;
    }

    /** One that is about what both are about, with the commands of both. */
    public HealthFinding and(HealthFinding other) {
        List<String> all = Stream.concat(about.stream(), other.about.stream()).toList();
        HealthFinding both = about(all);
        return fact(HealthFact.COMMAND)
                .flatMap(first -> other.fact(HealthFact.COMMAND).map(next -> first + "; " + next))
                .map(commands -> both.with(HealthFact.COMMAND, commands))
                .orElse(both);
    }

    /** Whether both are the same problem, perhaps with other facts. */
    public boolean isSame(HealthFinding other) {
        return kind == other.kind && about.equals(other.about);
    }

    /** What counts one of something is followed by the singular. */
    private String agreeing(String text) {
        String agreeing = text;
        for (HealthFact<?> fact : facts.keySet()) {
            int name = agreeing.indexOf("{" + fact.name() + "} ");
            if (name >= 0 && facts.get(fact).equals(1L)) {
                int words = name + fact.name().length() + "{} ".length();
                agreeing = agreeing.substring(0, words) + CountedNoun.agreeing(1, agreeing.substring(words));
            }
        }
        return agreeing;
    }

    private String filled(String text) {
        Map<String, String> texts = texts();
        texts.put("about", names());
        return NAME.matcher(agreeing(text))
                .replaceAll(name -> Matcher.quoteReplacement(texts.getOrDefault(name.group(1), "?")));
    }
}
