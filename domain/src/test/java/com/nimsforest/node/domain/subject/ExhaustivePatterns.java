package com.nimsforest.node.domain.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All patterns of a small alphabet, and enough subjects to tell any two of them apart. */
final class ExhaustivePatterns {
    private static final int LONGEST_PATTERN = 3;

    private ExhaustivePatterns() {}

    static List<SubjectPattern> patterns() {
        List<SubjectPattern> patterns = new ArrayList<>();
        words(List.of("a", "b", "*"), LONGEST_PATTERN).forEach(word -> patterns.add(SubjectPattern.of(word)));
        words(List.of("a", "b", "*"), LONGEST_PATTERN - 1)
                .forEach(word -> patterns.add(SubjectPattern.of(word + ".>")));
        patterns.add(SubjectPattern.of(">"));
        return patterns;
    }

    /** The third letter stands for all that no pattern names; one token more than the patterns stands for all longer. */
    static List<Subject> subjects() {
        return words(List.of("a", "b", "c"), LONGEST_PATTERN + 1)
                .map(Subject::of)
                .toList();
    }

    private static Stream<String> words(List<String> letters, int longest) {
        Stream<String> all = Stream.empty();
        List<String> last = letters;
        for (int length = 1; length <= longest; length++) {
            all = Stream.concat(all, last.stream());
            last = last.stream()
                    .flatMap(word -> letters.stream().map(letter -> word + "." + letter))
                    .toList();
        }
        return all;
    }

    /** Matching by the book, letter by letter; apart from the code under test. */
    static boolean matches(SubjectPattern pattern, Subject subject) {
        String regex = pattern.value().replace(".", "\\.").replace("*", "[^.]+").replace(">", ".+");
        return subject.value().matches(regex);
    }
}
