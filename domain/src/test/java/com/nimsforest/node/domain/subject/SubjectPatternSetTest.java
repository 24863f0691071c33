package com.nimsforest.node.domain.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubjectPatternSetTest {
    private static final List<SubjectPattern> PATTERNS = ExhaustivePatterns.patterns();

    private static SubjectPatternSet set(String... patterns) {
        return new SubjectPatternSet(
                List.of(patterns).stream().map(SubjectPattern::of).toList());
    }

    private static void assertSound(SubjectPatternSet set, List<SubjectPattern> wanted) {
        assertThat(wanted).as(set + " covers all").allMatch(set::covers);
        for (SubjectPattern one : set.patterns()) {
            assertThat(set.patterns())
                    .as(set + " holds no two that overlap")
                    .noneMatch(other -> other != one && other.overlaps(one));
        }
    }

    @Test
    void anyThreePatternsAreCoveredByPatternsThatDoNotOverlap() {
        for (SubjectPattern first : PATTERNS) {
            for (SubjectPattern second : PATTERNS) {
                for (SubjectPattern third : PATTERNS) {
                    List<SubjectPattern> wanted = List.of(first, second, third);

                    assertSound(new SubjectPatternSet(wanted), wanted);
                }
            }
        }
    }

    @Test
    void manyPatternsInAnyOrderAreSound() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            List<SubjectPattern> shuffled = new ArrayList<>(PATTERNS);
            Collections.shuffle(shuffled, random);
            List<SubjectPattern> wanted = shuffled.subList(0, random.nextInt(8));

            assertThat(wanted).as("seed " + seed).satisfies(any -> assertSound(new SubjectPatternSet(wanted), wanted));
        }
    }

    @Test
    void patternsThatDoNotOverlapStayAsTheyAre() {
        assertThat(set("b.c", "a.*", "c.>").patterns())
                .extracting(SubjectPattern::value)
                .containsExactly("a.*", "b.c", "c.>");
    }

    @Test
    void aCoveredPatternDisappears() {
        assertThat(set("a.b", "a.>", "a.*.c").patterns()).containsExactly(SubjectPattern.of("a.>"));
    }

    @Test
    void patternsThatCrossBecomeTheirCommonCover() {
        assertThat(set("a.*.c", "a.b.*").patterns()).containsExactly(SubjectPattern.of("a.*.*"));
    }

    @Test
    void addingWhatIsCoveredChangesNothing() {
        SubjectPatternSet set = set("a.>", "b.>");

        assertThat(set.with(List.of(SubjectPattern.of("a.x")))).isEqualTo(set);
        assertThat(set.with(List.of())).isEqualTo(set);
    }

    @Test
    void equalSetsAreEqualHoweverTheyWereMade() {
        assertThat(set("a", "b", "c")).isEqualTo(set("c", "b").with(List.of(SubjectPattern.of("a"))));
    }

    @Test
    void theEmptySetMatchesNothing() {
        assertThat(SubjectPatternSet.empty().isEmpty()).isTrue();
        assertThat(SubjectPatternSet.empty().matches(Subject.of("a"))).isFalse();
        assertThat(SubjectPatternSet.empty().covers(SubjectPattern.of("a"))).isFalse();
    }

    @Test
    void aSetMatchesWhatOneOfItsPatternsMatches() {
        SubjectPatternSet set = set("a.*", "b");

        assertThat(set.matches(Subject.of("a.x"))).isTrue();
        assertThat(set.matches(Subject.of("b"))).isTrue();
        assertThat(set.matches(Subject.of("b.x"))).isFalse();
    }
}
