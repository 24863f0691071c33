package com.nimsforest.node.domain.entity;

import static com.nimsforest.node.domain.entity.LeafStanding.APPLIED;
import static com.nimsforest.node.domain.entity.LeafStanding.LATE;
import static com.nimsforest.node.domain.entity.LeafStanding.NEW;
import static com.nimsforest.node.domain.entity.LeafStanding.PASSED_OVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppliedLeavesTest {
    private static final LeafOrigin FIRST = inOrder("river", 1);
    private static final LeafOrigin SECOND = inOrder("river", 2);

    private static LeafOrigin inOrder(String stream, long sequence) {
        return LeafOrigin.inOrder(LeafPosition.of(stream, sequence));
    }

    private static LeafOrigin late(LeafOrigin leaf) {
        return LeafOrigin.late(leaf.position());
    }

    @Test
    void aLeafIsNewUntilItIsApplied() {
        assertThat(AppliedLeaves.none().standing(FIRST)).isEqualTo(NEW);
        assertThat(AppliedLeaves.none().with(FIRST).standing(FIRST)).isEqualTo(APPLIED);
        assertThat(AppliedLeaves.none().with(FIRST).standing(SECOND)).isEqualTo(NEW);
    }

    @Test
    void onlyTheStateAfterOneLeafIsTheFirst() {
        assertThat(AppliedLeaves.none().isFirst()).isFalse();
        assertThat(AppliedLeaves.none().with(FIRST).isFirst()).isTrue();
        assertThat(AppliedLeaves.none().with(FIRST).with(SECOND).isFirst()).isFalse();
        assertThat(AppliedLeaves.none()
                        .passingOver(FIRST.position())
                        .with(SECOND)
                        .isFirst())
                .isFalse();
    }

    @Test
    void whatIsAtOrBelowTheLastWasAppliedHoweverLongAgo() {
        AppliedLeaves many = AppliedLeaves.none();
        for (int n = 1; n <= 10_000; n++) {
            many = many.with(inOrder("river", n));
        }

        assertThat(many.standing(FIRST)).isEqualTo(APPLIED);
        assertThat(many.standing(inOrder("river", 10_000))).isEqualTo(APPLIED);
        assertThat(many.standing(inOrder("river", 10_001))).isEqualTo(NEW);
    }

    @Test
    void positionsOfOneStreamSayNothingOfAnother() {
        AppliedLeaves applied = AppliedLeaves.none().with(inOrder("river", 100));

        assertThat(applied.standing(inOrder("humus", 1))).isEqualTo(NEW);
    }

    @Test
    void aLateLeafIsAppliedOnceAndMovesNothing() {
        AppliedLeaves applied = AppliedLeaves.none().with(SECOND);
        LeafOrigin late = late(inOrder("river", 7));

        assertThat(applied.standing(late)).isEqualTo(LATE);
        assertThat(applied.with(late).standing(late)).isEqualTo(APPLIED);
        assertThat(applied.with(late).standing(inOrder("river", 3))).isEqualTo(NEW);
    }

    @Test
    void aLeafThatWasAppliedInItsTurnIsKnownWhenItComesLateToo() {
        AppliedLeaves applied = AppliedLeaves.none().with(FIRST);
        for (int n = 2; n <= AppliedLeaves.MOST_RECENT; n++) {
            applied = applied.with(inOrder("river", n));
        }

        assertThat(applied.standing(late(FIRST))).isEqualTo(APPLIED);
    }

    @Test
    void whatWasPassedOverWaitsInTheDeadLettersUntilItIsPutBack() {
        AppliedLeaves over = AppliedLeaves.none().passingOver(FIRST.position()).with(SECOND);

        assertThat(over.standing(FIRST)).isEqualTo(PASSED_OVER);
        assertThat(over.standing(late(FIRST))).isEqualTo(LATE);
        assertThat(over.with(late(FIRST)).standing(late(FIRST))).isEqualTo(APPLIED);
        assertThat(over.with(late(FIRST)).standing(FIRST)).isEqualTo(APPLIED);
    }

    @Test
    void itDoesNotGrowWithoutABound() {
        AppliedLeaves applied = AppliedLeaves.none();
        for (int n = 1; n <= 5_000; n++) {
            applied = applied.with(inOrder("stream" + n % 100, n))
                    .passingOver(LeafPosition.of("stream" + n % 100, n + 1));
        }

        assertThat(applied.last()).hasSize(AppliedLeaves.MOST_STREAMS);
        assertThat(applied.passedOver()).hasSize(AppliedLeaves.MOST_PASSED_OVER);
        assertThat(applied.recent()).hasSize(AppliedLeaves.MOST_RECENT);
        assertThat(applied.text()).hasSizeLessThan(16_000);
    }

    @Test
    void theStreamThatMovedLatelyIsForgottenLast() {
        AppliedLeaves applied = AppliedLeaves.none().with(inOrder("river", 1));
        for (int n = 0; n < AppliedLeaves.MOST_STREAMS * 2; n++) {
            applied = applied.with(inOrder("other" + n, 1)).with(inOrder("river", n + 2));
        }

        assertThat(applied.standing(inOrder("river", 1))).isEqualTo(APPLIED);
    }

    @Test
    void isReadAsItWasWritten() {
        AppliedLeaves applied = IntStream.rangeClosed(1, 300)
                .boxed()
                .reduce(
                        AppliedLeaves.none(),
                        (before, n) -> n % 7 == 0
                                ? before.passingOver(LeafPosition.of("river", n))
                                : before.with(inOrder("river", n)),
                        (one, other) -> other);

        assertThat(AppliedLeaves.parse(applied.text())).contains(applied);
        assertThat(AppliedLeaves.parse(AppliedLeaves.none().text())).contains(AppliedLeaves.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "a:1", "a:1;x;", "a:1;;;", "x;;"})
    void nothingElseIsRead(String text) {
        assertThat(AppliedLeaves.parse(text)).isEmpty();
    }
}
