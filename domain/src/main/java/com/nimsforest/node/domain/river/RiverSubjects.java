package com.nimsforest.node.domain.river;

import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;

/** The rule that all of the river, and nothing else, flows under {@code river.}. */
public final class RiverSubjects {
    public static final String PREFIX = "river.";
    public static final SubjectPattern ALL = SubjectPattern.of("river.>");

    private RiverSubjects() {}

    /** The full subject of a name that may be given with or without the prefix. */
    public static Subject of(String name) {
        return Subject.of(name.startsWith(PREFIX) ? name : PREFIX + name);
    }

    static void check(Subject subject) {
        if (!ALL.matches(subject)) {
            throw new IllegalArgumentException("river subject must start with '" + PREFIX + "': " + subject);
        }
    }
}
