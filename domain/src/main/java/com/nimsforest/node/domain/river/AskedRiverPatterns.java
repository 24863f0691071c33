package com.nimsforest.node.domain.river;

import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Which river subjects the trees of the fleet, and other clients, asked for lately. */
public record AskedRiverPatterns(List<SubjectPattern> patterns) {
    public AskedRiverPatterns {
        patterns = List.copyOf(patterns);
    }

    /** When nothing is known, nothing is refused. */
    public static AskedRiverPatterns unknown() {
        return new AskedRiverPatterns(List.of());
    }

    public AskedRiverPatterns with(Collection<SubjectPattern> more) {
        TreeSet<SubjectPattern> all = new TreeSet<>(Comparator.comparing(SubjectPattern::value));
        all.addAll(patterns);
        all.addAll(more);
        return new AskedRiverPatterns(List.copyOf(all));
    }

    /** Whether somebody asked for the subject; when nobody ever asked for any, that is not known, and taken for yes. */
    public boolean mayHold(Subject subject) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(subject));
    }

    /** The pattern that is written most like the subject. */
    public Optional<SubjectPattern> nearest(Subject subject) {
        return patterns.stream()
                .min(Comparator.comparingInt((SubjectPattern pattern) -> distance(pattern.value(), subject.value()))
                        .thenComparing(SubjectPattern::value));
    }

    /** How many characters have to be inserted, removed or replaced: the Levenshtein distance. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[row.length - 1];
    }
}
