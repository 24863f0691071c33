package com.nimsforest.node.domain.subject;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The subjects of one stream: patterns of which no two overlap, since a NATS stream refuses those that do. Patterns that
 * overlap without one covering the other become their narrowest common cover. Sorted, so that equal sets are equal.
 */
public record SubjectPatternSet(List<SubjectPattern> patterns) {
    public SubjectPatternSet {
        List<SubjectPattern> merged = new ArrayList<>();
        patterns.forEach(pattern -> add(merged, pattern));
        merged.sort(Comparator.comparing(SubjectPattern::value));
        patterns = List.copyOf(merged);
    }

    public static SubjectPatternSet empty() {
        return new SubjectPatternSet(List.of());
    }

    /** This set and the wanted patterns; never narrower than this set. */
    public SubjectPatternSet with(Collection<SubjectPattern> wanted) {
        List<SubjectPattern> all = new ArrayList<>(patterns);
        all.addAll(wanted);
        return new SubjectPatternSet(all);
    }

    public boolean covers(SubjectPattern pattern) {
        return patterns.stream().anyMatch(wide -> wide.covers(pattern));
    }

    public boolean matches(Subject subject) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(subject));
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    private static void add(List<SubjectPattern> merged, SubjectPattern pattern) {
        SubjectPattern wide = pattern;
        for (int i = 0; i < merged.size(); i++) {
            if (merged.get(i).overlaps(wide)) {
                wide = wide.widen(merged.remove(i));
                i = -1;
            }
        }
        merged.add(wide);
    }
}
