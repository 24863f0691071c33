package com.nimsforest.node.domain.river;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AskedRiverPatternsTest {
    private final AskedRiverPatterns asked = patterns("river.stripe.webhook", "river.general.>", "river.github.*");

    @Test
    void whatMatchesAPatternIsHeld() {
        assertThat(asked.mayHold(Subject.of("river.stripe.webhook"))).isTrue();
        assertThat(asked.mayHold(Subject.of("river.general.api.v2"))).isTrue();
        assertThat(asked.mayHold(Subject.of("river.stripe.webhok"))).isFalse();
    }

    @Test
    void whenNobodyEverAskedEverythingMayBeHeld() {
        assertThat(AskedRiverPatterns.unknown().mayHold(Subject.of("river.any")))
                .isTrue();
    }

    @Test
    void theNearestIsTheOneThatIsWrittenMostAlike() {
        assertThat(asked.nearest(Subject.of("river.stripe.webhok")))
                .contains(SubjectPattern.of("river.stripe.webhook"));
        assertThat(asked.nearest(Subject.of("river.gihub.push"))).contains(SubjectPattern.of("river.github.*"));
        assertThat(AskedRiverPatterns.unknown().nearest(Subject.of("river.any")))
                .isEmpty();
    }

    @Test
    void aPositionIsReadAsItIsWritten() {
        assertThat(RiverPosition.parse(new RiverPosition(17, 4).toString())).contains(new RiverPosition(17, 4));
        assertThat(RiverPosition.parse("17")).isEmpty();
        assertThat(RiverPosition.parse("a:b")).isEmpty();
    }

    private static AskedRiverPatterns patterns(String... patterns) {
        return new AskedRiverPatterns(
                Stream.of(patterns).map(SubjectPattern::of).toList());
    }
}
