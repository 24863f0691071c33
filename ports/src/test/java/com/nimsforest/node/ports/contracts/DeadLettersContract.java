package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link com.nimsforest.node.ports.driven.DeadLetters} holds to; leaves are what it is tried with. */
public interface DeadLettersContract extends ForestContract {
    Instant THEN = Instant.parse("2026-11-23T23:21:36.087802027Z");

    Leaves leaves();

    private static Leaf leaf(String mark, String rest) {
        return new Leaf(Subject.of(mark + "." + rest), JsonPayload.of("{\"n\":1}"), "a tree", THEN);
    }

    private static RecordingHandler<Leaf> saying(Function<MessageDelivery<Leaf>, Verdict> answer) {
        return new RecordingHandler<>(
                leaf -> !leaf.subject().value().endsWith(".probe"),
                delivery -> CompletableFuture.completedFuture(answer.apply(delivery)));
    }

    private Subscription gather(String nim, String mark, RecordingHandler<Leaf> recorder) {
        return leaves().gather(Token.of(nim), Set.of(SubjectPattern.of(mark + ".>")), recorder);
    }

    private void ask(String nim, String mark) {
        gather(nim, mark, saying(delivery -> Verdict.done())).close();
        patience()
                .until(() -> assertThat(patience().of(leaves().keep(UniqueNames.id(), leaf(mark, "probe"))))
                        .isTrue());
    }

    private List<DeadLetter> makeDeadLetters(String nim, String mark, int many) {
        ask(nim, mark);
        IntStream.range(0, many).forEach(n -> patience().of(leaves().keep(UniqueNames.id(), leaf(mark, "n" + n))));
        try (Subscription rejecting = gather(nim, mark, saying(delivery -> Verdict.reject("no good")))) {
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(many));
        }
        return deadLettersOf(mark);
    }

    @Test
    default void lettersAreListedOldestFirstFromANumberOn() {
        String mark = UniqueNames.mark();
        List<DeadLetter> deadLetters = makeDeadLetters("nim-" + mark, mark, 4);

        List<DeadLetter> some = deadLetters().list(deadLetters.get(1).number(), 2);

        assertThat(deadLetters).extracting(DeadLetter::number).isSorted().doesNotHaveDuplicates();
        assertThat(deadLetters).extracting(DeadLetter::at).isSorted();
        assertThat(some).hasSize(2);
        assertThat(some.get(0)).isEqualTo(deadLetters.get(1));
        assertThat(deadLetters().list(deadLetters.get(3).number() + 1, 100)).noneMatch(deadLetters::contains);
    }

    @Test
    default void aDeadLetterIsFoundByItsNumber() {
        String mark = UniqueNames.mark();
        DeadLetter deadLetter = makeDeadLetters("nim-" + mark, mark, 1).get(0);

        assertThat(deadLetters().find(deadLetter.number())).contains(deadLetter);
        assertThat(deadLetter.reason()).contains("no good");
        assertThat(deadLetter.subject()).isEqualTo(mark + ".n0");
        assertThat(deadLetter.data().text()).contains("\"n\":1");
    }

    @Test
    default void aNumberThatNoDeadLetterHasFindsNothing() {
        assertThat(deadLetters().find(1_000_000_000)).isEmpty();
        assertThat(deadLetters().retry(1_000_000_000)).isFalse();
        assertThat(deadLetters().drop(1_000_000_000)).isFalse();
    }

    @Test
    default void aDroppedDeadLetterIsGone() {
        String mark = UniqueNames.mark();
        List<DeadLetter> deadLetters = makeDeadLetters("nim-" + mark, mark, 2);

        assertThat(deadLetters().drop(deadLetters.get(0).number())).isTrue();
        assertThat(deadLetters().drop(deadLetters.get(0).number())).isFalse();

        assertThat(deadLetters().find(deadLetters.get(0).number())).isEmpty();
        assertThat(deadLettersOf(mark)).containsExactly(deadLetters.get(1));
    }

    @Test
    default void aDeadLetterThatIsPutBackIsHandedOverAgainWithItsIdAndGone() {
        String mark = UniqueNames.mark();
        RecordingHandler<Leaf> rejecting = saying(delivery -> Verdict.reject("no good"));
        ask("nim-" + mark, mark);
        patience().of(leaves().keep(UniqueNames.id(), leaf(mark, "a")));
        try (Subscription gathering = gather("nim-" + mark, mark, rejecting)) {
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(1));
        }

        assertThat(deadLetters().retry(deadLettersOf(mark).get(0).number())).isTrue();

        assertThat(deadLettersOf(mark)).isEmpty();
        RecordingHandler<Leaf> repaired = saying(delivery -> Verdict.done());
        try (Subscription gathering = gather("nim-" + mark, mark, repaired)) {
            patience().until(() -> assertThat(repaired.messages()).containsExactly(leaf(mark, "a")));
        }
        assertThat(repaired.heard().get(0).id())
                .isEqualTo(rejecting.heard().get(0).id());
    }

    @Test
    default void aDeadLetterThatIsPutBackStartsAgainWithItsFailures() {
        String mark = UniqueNames.mark();
        DeadLetter deadLetter = makeDeadLetters("nim-" + mark, mark, 1).get(0);
        deadLetters().retry(deadLetter.number());

        RecordingHandler<Leaf> failing = saying(delivery -> Verdict.retry("still broken"));
        try (Subscription gathering = gather("nim-" + mark, mark, failing)) {
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(1));
        }

        assertThat(failing.heard()).hasSize(10);
        assertThat(deadLettersOf(mark).get(0).reason()).contains("still broken");
        assertThat(deadLettersOf(mark).get(0).subject()).isEqualTo(deadLetter.subject());
    }

    @Test
    default void onlyTheConsumerThatCouldNotProcessItGetsItAgain() {
        String mark = UniqueNames.mark();
        ask("other-" + mark, mark);
        DeadLetter deadLetter = makeDeadLetters("nim-" + mark, mark, 1).get(0);
        RecordingHandler<Leaf> other = saying(delivery -> Verdict.done());
        RecordingHandler<Leaf> repaired = saying(delivery -> Verdict.done());

        try (Subscription second = gather("other-" + mark, mark, other);
                Subscription first = gather("nim-" + mark, mark, repaired)) {
            patience().until(() -> assertThat(other.heard()).hasSize(1));
            deadLetters().retry(deadLetter.number());

            patience().until(() -> assertThat(repaired.heard()).hasSize(1));
            patience().stillAfterAWhile(() -> assertThat(other.heard()).hasSize(1));
        }
    }

    @Test
    default void puttingBackTwiceDoesNoHarm() {
        String mark = UniqueNames.mark();
        DeadLetter deadLetter = makeDeadLetters("nim-" + mark, mark, 1).get(0);

        List<CompletableFuture<Boolean>> calls = IntStream.range(0, 2)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> deadLetters().retry(deadLetter.number())))
                .toList();
        calls.forEach(patience()::of);

        RecordingHandler<Leaf> repaired = saying(delivery -> Verdict.done());
        try (Subscription gathering = gather("nim-" + mark, mark, repaired)) {
            patience().until(() -> assertThat(repaired.heard()).hasSize(1));
            patience().stillAfterAWhile(() -> assertThat(repaired.heard()).hasSize(1));
        }
        assertThat(deadLettersOf(mark)).isEmpty();
    }

    @Test
    default void withoutAConnectionNothingIsKnown() {
        disconnect();

        assertThatThrownBy(() -> deadLetters().list(0, 1)).isInstanceOf(SidecarUnavailableException.class);
        assertThatThrownBy(() -> deadLetters().find(1)).isInstanceOf(SidecarUnavailableException.class);
        assertThatThrownBy(() -> deadLetters().retry(1)).isInstanceOf(SidecarUnavailableException.class);
        assertThatThrownBy(() -> deadLetters().drop(1)).isInstanceOf(SidecarUnavailableException.class);
        restore();
    }
}
