package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.util.HashMap;
import java.util.Map;

/** Which subjects a set of patterns matches; each subject is compared once. Guarded by the lock of {@link InMemoryServers}. */
final class RememberedMatches {
    private final SubjectPatternSet patterns;
    private final Map<String, Boolean> known = new HashMap<>();

    RememberedMatches(SubjectPatternSet patterns) {
        this.patterns = patterns;
    }

    boolean matches(String subject) {
        return known.computeIfAbsent(subject, text -> patterns.matches(Subject.of(text)));
    }
}
