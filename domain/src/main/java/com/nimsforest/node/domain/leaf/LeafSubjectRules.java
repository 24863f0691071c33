package com.nimsforest.node.domain.leaf;

import com.nimsforest.node.domain.subject.SubjectPattern;
import java.util.List;
import java.util.Optional;

/** Which subjects leaves may be kept under: all but those that the forest and NATS need for themselves. */
public final class LeafSubjectRules {
    private static final List<SubjectPattern> RESERVED = List.of(
            SubjectPattern.of("river.>"),
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
}
