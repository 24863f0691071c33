package com.nimsforest.node.domain.leaf;

import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Which subjects leaves may be kept under: all but those that the forest and NATS need for themselves. */
public final class LeafSubjectRules {
    private static final List<SubjectPattern> RESERVED = List.of(
            SubjectPattern.of("river.>"),
            SubjectPattern.of("aside.>"),
            SubjectPattern.of("humus.>"),
            SubjectPattern.of("deadletter.>"),
            SubjectPattern.of("_INBOX.>"));

    private LeafSubjectRules() {}

    /** Why leaves of this pattern cannot be kept; empty when they can. */
    public static Optional<String> objection(SubjectPattern pattern) {
        if (pattern.value().startsWith("$")
                || pattern.value().startsWith("*")
                || pattern.value().equals(">")) {
            return Optional.of("it would overlap subjects that start with '$'");
        }
        return RESERVED.stream().filter(pattern::overlaps).findFirst().map(reserved -> "it would overlap " + reserved);
    }

    /** @throws IllegalArgumentException when leaves of this subject cannot be kept */
    public static void check(Subject leaf) {
        objection(SubjectPattern.of(leaf.value())).ifPresent(objection -> {
            throw new IllegalArgumentException("leaf " + leaf + " cannot be kept: " + objection);
        });
    }

    /** Those patterns of which leaves can be kept, in their order; each other one goes to {@code refused} with the objection. */
    public static Set<SubjectPattern> keepable(
            Collection<SubjectPattern> patterns, BiConsumer<SubjectPattern, String> refused) {
        Set<SubjectPattern> keepable = new LinkedHashSet<>();
        patterns.forEach(pattern -> objection(pattern)
                .ifPresentOrElse(objection -> refused.accept(pattern, objection), () -> keepable.add(pattern)));
        return keepable;
    }
}
