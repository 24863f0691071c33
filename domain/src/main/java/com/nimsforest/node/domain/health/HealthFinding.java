package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A problem that was found: its kind, what it is about, and the facts that its texts need.
 *
 * @param about which stream, consumer, machine or file has the problem; empty when it is the node itself. Two findings of one
 *     kind about the same are one problem
 * @param facts by name, in the order in which they are shown
 * @param since when it began; empty until a report has it
 */
public record HealthFinding(ProblemKind kind, String about, Map<String, String> facts, Optional<Instant> since) {
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

    public HealthFinding {
        requireNonNull(kind, "kind");
        requireNonNull(about, "about");
        requireNonNull(since, "since");
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** About the node itself. */
    public static HealthFinding of(ProblemKind kind) {
        return about("", kind);
    }

    /** Such as {@code HealthFinding.about("RIVER", ProblemKind.STREAM_FULL)}. */
    public static HealthFinding about(String about, ProblemKind kind) {
        return new HealthFinding(kind, about, Map.of(), Optional.empty());
    }

    /** The same about that one. */
    public HealthFinding about(String name) {
        return new HealthFinding(kind, name, facts, since);
    }

    /** The same with one fact more. */
    public HealthFinding with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(name, value.toString());
        return new HealthFinding(kind, about, more, since);
    }

    /** The same with that beginning. */
    public HealthFinding since(Instant beginning) {
        return new HealthFinding(kind, about, facts, Optional.of(beginning));
    }

    public HealthComponent component() {
        return kind.component();
    }

    public HealthStatus status() {
        return kind.severity();
    }

    /** What is wrong, in words. */
    public String reason() {
        return filled(kind.reason());
    }

    /** What a person can do, in words. */
    public String hint() {
        return filled(kind.hint());
    }

    /** Whether both are the same problem, perhaps with other facts. */
    public boolean isSame(HealthFinding other) {
        return kind == other.kind && about.equals(other.about);
    }

    private String filled(String text) {
        return NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(
                        name.group(1).equals("about") ? about : facts.getOrDefault(name.group(1), "?")));
    }
}
