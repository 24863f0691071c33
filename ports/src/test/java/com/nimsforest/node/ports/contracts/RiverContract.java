package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link River} holds to. */
public interface RiverContract extends DeliveryHandlerContract<RiverData> {
    Instant THEN = Instant.parse("2026-11-23T23:21:36.087802027Z");

    River river();

    private static RiverData data(String subject, String text) {
        return new RiverData(Subject.of(subject), RawPayload.ofText(text), THEN);
    }

    @Override
    default CompletionStage<?> put(String mark, int number, MessageId id) {
        return river().flow(id, data(subject(mark, number), "data"));
    }

    @Override
    default void putPlain(String mark, int number) {
        String json = "{\"subject\":\"" + subject(mark, number) + "\",\"data\":\"ZGF0YQ==\",\"ts\":\"" + THEN + "\"}";
        putRaw(subject(mark, number), json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    default String subject(String mark, int number) {
        return "river." + mark + "." + number;
    }

    @Override
    default OptionalInt number(String mark, RiverData message) {
        return NumberSuffix.after("river." + mark + ".", message.subject().value());
    }

    @Override
    default Subscription take(String mark, DeliveryHandler<RiverData> handler) {
        return river().observe(patterns(mark), handler);
    }

    @Override
    default String stream() {
        return "RIVER";
    }

    private static Set<SubjectPattern> patterns(String mark) {
        return Set.of(SubjectPattern.of("river." + mark + ".>"));
    }

    @Test
    default void dataIsStoredWithAReceipt() {
        String subject = subject(UniqueNames.mark(), 1);

        PublishReceipt receipt = patience().of(river().flow(UniqueNames.id(), data(subject, "a")));

        assertThat(receipt.stream()).isEqualTo("RIVER");
        assertThat(receipt.sequence()).isPositive();
        assertThat(receipt.duplicate()).isFalse();
    }

    @Test
    default void dataIsObservedAsItFlowed() {
        String mark = UniqueNames.mark();
        byte[] everyByte = new byte[256];
        IntStream.range(0, 256).forEach(n -> everyByte[n] = (byte) n);
        RiverData binary = new RiverData(Subject.of(subject(mark, 1)), RawPayload.of(everyByte), THEN);
        RiverData nothing = new RiverData(Subject.of(subject(mark, 2)), RawPayload.ofText(""), THEN);
        patience().of(river().flow(UniqueNames.id(), binary));
        patience().of(river().flow(UniqueNames.id(), nothing));

        RecordingHandler<RiverData> recorder = new RecordingHandler<>(
                data -> number(mark, data).isPresent(), d -> CompletableFuture.completedFuture(Verdict.done()));
        try (Subscription observing = river().observe(patterns(mark), recorder)) {
            patience().until(() -> assertThat(recorder.messages()).containsExactly(binary, nothing));
        }
    }

    @Test
    default void theSameIdIsStoredOnce() {
        String mark = UniqueNames.mark();
        MessageId id = UniqueNames.id();
        PublishReceipt first = patience().of(river().flow(id, data(subject(mark, 1), "a")));

        PublishReceipt second = patience().of(river().flow(id, data(subject(mark, 1), "a")));

        assertThat(second.duplicate()).isTrue();
        assertThat(second.sequence()).isEqualTo(first.sequence());
    }

    @Test
    default void theSameDataWithAnotherIdIsStoredAgain() {
        String mark = UniqueNames.mark();
        PublishReceipt first = patience().of(river().flow(UniqueNames.id(), data(subject(mark, 1), "a")));

        PublishReceipt second = patience().of(river().flow(UniqueNames.id(), data(subject(mark, 1), "a")));

        assertThat(second.duplicate()).isFalse();
        assertThat(second.sequence()).isGreaterThan(first.sequence());
    }

    @Test
    default void manyCallsMayBeUnderWayAtOnce() {
        String mark = UniqueNames.mark();

        List<CompletableFuture<PublishReceipt>> calls = IntStream.range(0, 600)
                .mapToObj(n -> river().flow(UniqueNames.id(), data(subject(mark, n), "a"))
                        .toCompletableFuture())
                .toList();
        patience().of(CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0])));

        assertThat(calls).extracting(call -> call.join().sequence()).doesNotHaveDuplicates();
    }

    @Test
    default void withoutAConnectionNothingIsStored() {
        String mark = UniqueNames.mark();
        disconnect();

        Throwable failure = patience().failureOf(river().flow(UniqueNames.id(), data(subject(mark, 1), "a")));
        restore();

        assertThat(failure).isInstanceOf(SidecarUnavailableException.class);
        patience().until(() -> patience().of(put(mark, 2, UniqueNames.id())));
        RecordingHandler<RiverData> recorder = new RecordingHandler<>(
                data -> number(mark, data).isPresent(), d -> CompletableFuture.completedFuture(Verdict.done()));
        try (Subscription observing = river().observe(patterns(mark), recorder)) {
            patience().until(() -> assertThat(recorder.messages()).isNotEmpty());
        }
        assertThat(recorder.messages())
                .allSatisfy(data -> assertThat(number(mark, data)).hasValue(2));
    }

    @Test
    default void dataLargerThanTheServerTakesIsRefused() {
        String mark = UniqueNames.mark();

        Throwable failure = patience()
                .failureOf(river().flow(UniqueNames.id(), data(subject(mark, 1), "x".repeat(largestMessage()))));

        assertThat(failure).isInstanceOf(RejectedInputException.class);
    }

    @Test
    default void dataThatIsSetAsideForATreeGoesToThatTreeAloneAndHoldsUpNoOther() {
        String mark = UniqueNames.mark();
        Token failing = Token.of("failing-" + mark);
        Token other = Token.of("other-" + mark);
        RecordingHandler<RiverData> parsing = saying(
                mark,
                delivery -> number(mark, delivery.message()).orElseThrow() == 1
                        ? Verdict.setAside(List.of(failing), "in a mood")
                        : Verdict.done());
        RecordingHandler<RiverData> again = saying(mark, delivery -> Verdict.done());
        RecordingHandler<RiverData> stranger = saying(mark, delivery -> Verdict.done());

        try (Subscription observing = take(mark, parsing);
                Subscription second = river().retry(other, Set.of(), stranger);
                Subscription first = river().retry(failing, Set.of(), again)) {
            put(mark, 1);
            put(mark, 2);

            patience().until(() -> assertThat(numbers(mark, again)).containsExactly(1));
            patience().until(() -> assertThat(numbers(mark, parsing)).containsExactly(1, 2));
            patience().stillAfterAWhile(() -> assertThat(again.heard()).hasSize(1));
        }

        assertThat(stranger.heard()).isEmpty();
        assertThat(again.heard().get(0).id()).isEqualTo(parsing.heard().get(0).id());
        assertDone(mark, 99);
    }

    @Test
    default void dataThatWasSetAsideBecomesADeadLetterOfTheRiverAndIsPutBackForItsTree() {
        String mark = UniqueNames.mark();
        Token tree = Token.of("tree-" + mark);
        RecordingHandler<RiverData> parsing = saying(mark, delivery -> Verdict.setAside(List.of(tree), "in a mood"));
        RecordingHandler<RiverData> failing =
                saying(mark, delivery -> Verdict.reject(List.of(tree), "no good " + mark));

        try (Subscription observing = take(mark, parsing);
                Subscription retrying = river().retry(tree, Set.of(), failing)) {
            put(mark, 7);
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(1));
        }
        assertThat(deadLettersOf(mark)).singleElement().satisfies(deadLetter -> {
            assertThat(deadLetter.stream()).isEqualTo("RIVER");
            assertThat(deadLetter.subject()).isEqualTo(subject(mark, 7));
            assertThat(deadLetter.reason()).contains("no good " + mark);
        });

        RecordingHandler<RiverData> repaired = saying(mark, delivery -> Verdict.done());
        try (Subscription observing = take(mark, parsing);
                Subscription retrying = river().retry(tree, Set.of(), repaired)) {
            deadLetters().retry(deadLettersOf(mark).get(0).number());

            patience().until(() -> assertThat(numbers(mark, repaired)).containsExactly(7));
        }
        assertThat(parsing.heard()).hasSize(1);
        assertThat(repaired.heard().get(0).id())
                .isEqualTo(parsing.heard().get(0).id());
        assertThat(deadLettersOf(mark)).isEmpty();
    }

    @Test
    default void dataThatTheTreesRejectIsPutBackForThoseTreesAlone() {
        String mark = UniqueNames.mark();
        Token tree = Token.of("tree-" + mark);
        RecordingHandler<RiverData> parsing =
                saying(mark, delivery -> Verdict.reject(List.of(tree), "no good " + mark));
        RecordingHandler<RiverData> repaired = saying(mark, delivery -> Verdict.done());

        try (Subscription observing = take(mark, parsing);
                Subscription retrying = river().retry(tree, Set.of(), repaired)) {
            put(mark, 7);
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(1));
            deadLetters().retry(deadLettersOf(mark).get(0).number());

            patience().until(() -> assertThat(numbers(mark, repaired)).containsExactly(7));
        }
        assertThat(parsing.heard()).hasSize(1);
    }

    @Test
    default void dataThatNobodyAskedForWaitsOutsideOfTheRiverUntilItsTreeAppears() {
        String mark = UniqueNames.mark();
        String unknown = UniqueNames.mark();
        RecordingHandler<RiverData> parsing = saying(mark, delivery -> Verdict.done());
        RecordingHandler<RiverData> appearing = saying(unknown, delivery -> Verdict.done());

        try (Subscription observing = take(mark, parsing)) {
            put(unknown, 1);
            put(mark, 2);
            patience().until(() -> assertThat(numbers(mark, parsing)).containsExactly(2));

            try (Subscription retrying = river().retry(Token.of("tree-" + unknown), patterns(unknown), appearing)) {
                patience().until(() -> assertThat(numbers(unknown, appearing)).containsExactly(1));
            }
        }
    }

    @Test
    default void whatWasAskedForIsKnown() {
        String mark = UniqueNames.mark();
        try (Subscription observing = take(mark, saying(mark, delivery -> Verdict.done()))) {
            patience()
                    .until(() -> assertThat(patience().of(river().asked()).patterns())
                            .containsAll(patterns(mark)));
        }

        assertThat(patience().of(river().asked()).patterns()).containsAll(patterns(mark));
    }
}
