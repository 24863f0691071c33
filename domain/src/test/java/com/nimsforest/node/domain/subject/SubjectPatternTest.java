package com.nimsforest.node.domain.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectPatternTest {
    private static final List<SubjectPattern> PATTERNS = ExhaustivePatterns.patterns();
    private static final List<Subject> SUBJECTS = ExhaustivePatterns.subjects();

    private static List<Subject> matched(SubjectPattern pattern) {
        return SUBJECTS.stream().filter(pattern::matches).toList();
    }

    @Test
    void aPatternMatchesWhatTheRulesSay() {
        for (SubjectPattern pattern : PATTERNS) {
            List<Subject> wanted = SUBJECTS.stream()
                    .filter(subject -> ExhaustivePatterns.matches(pattern, subject))
                    .toList();

            assertThat(matched(pattern)).as(pattern.value()).isEqualTo(wanted);
        }
    }

    @Test
    void onePatternCoversAnotherWhenItMatchesAllOfIts() {
        for (SubjectPattern wide : PATTERNS) {
            for (SubjectPattern narrow : PATTERNS) {
                boolean all = matched(narrow).stream().allMatch(wide::matches);

                assertThat(wide.covers(narrow)).as(wide + " covers " + narrow).isEqualTo(all);
            }
        }
    }

    @Test
    void twoPatternsOverlapWhenASubjectIsMatchedByBoth() {
        for (SubjectPattern one : PATTERNS) {
            for (SubjectPattern other : PATTERNS) {
                boolean some = matched(one).stream().anyMatch(other::matches);

                assertThat(one.overlaps(other)).as(one + " overlaps " + other).isEqualTo(some);
            }
        }
    }

    @Test
    void theWidenedPatternIsTheNarrowestThatCoversBoth() {
        for (SubjectPattern one : PATTERNS) {
            for (SubjectPattern other : PATTERNS) {
                SubjectPattern wide = one.widen(other);

                assertThat(wide.covers(one) && wide.covers(other))
                        .as(wide + " covers " + one + " and " + other)
                        .isTrue();
                assertThat(PATTERNS)
                        .as("none narrower than " + wide + " for " + one + " and " + other)
                        .noneMatch(pattern -> pattern.covers(one)
                                && pattern.covers(other)
                                && wide.covers(pattern)
                                && !pattern.covers(wide));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"river.>, river, false", "river.>, river.a, true", "river.>, rivers.a, false", "a*, ab, false"})
    void patternsAreOfTokensNotOfLetters(String pattern, String subject, boolean matches) {
        assertThat(SubjectPattern.of(pattern).matches(Subject.of(subject))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "a.", ".a", "a..b", ">.a", "a.>.b", ">.>", "a b", "a.\t", "a\n", "a\u0000", "a.\u2028"})
    void whatIsNoPatternIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> SubjectPattern.of(value));
    }
}
