package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.ports.driven.Delivery;
import com.nimsforest.node.ports.driven.Handler;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What holds for every port that hands kept messages to a {@link Handler}: verdicts, redelivery, dead letters, order and
 * closing. The tests tell their messages apart by a mark, which is theirs alone, and a number.
 */
public interface HandlerContract<T> extends ForestContract {
    /** Sees to it that messages with this mark are kept from now on. */
    default void prepare(String mark) {}

    CompletionStage<?> put(String mark, int number, MessageId id);

    /** The same message as another client sends it, without an id. */
    void putPlain(String mark, int number);

    /** Where the message with this number travels. */
    String subject(String mark, int number);

    /** The number of a message with this mark; empty when it has another. */
    OptionalInt number(String mark, T message);

    Subscription take(String mark, Handler<T> handler);

    String stream();

    private void put(String mark, int number) {
        patience().of(put(mark, number, Fresh.id()));
    }

    private void put(String mark, int from, int to) {
        IntStream.range(from, to).forEach(number -> put(mark, number));
    }

    private Recorder<T> recorder(String mark, Function<Delivery<T>, CompletionStage<Verdict>> answer) {
        return new Recorder<>(message -> number(mark, message).isPresent(), answer);
    }

    private Recorder<T> saying(String mark, Function<Delivery<T>, Verdict> answer) {
        return recorder(mark, delivery -> CompletableFuture.completedFuture(answer.apply(delivery)));
    }

    private List<Integer> numbers(String mark, Recorder<T> recorder) {
        return recorder.messages().stream()
                .map(message -> number(mark, message).orElseThrow())
                .toList();
    }

    private void assertDone(String mark, int sentinel) {
        Recorder<T> later = saying(mark, delivery -> Verdict.done());
        put(mark, sentinel);
        try (Subscription taking = take(mark, later)) {
            patience().until(() -> assertThat(numbers(mark, later)).contains(sentinel));
            assertThat(numbers(mark, later)).containsOnly(sentinel);
        }
    }

    @Test
    default void aMessageIsHandedOverWithItsIdAsTheFirstAttempt() {
        String mark = Fresh.mark();
        MessageId id = Fresh.id();
        prepare(mark);
        patience().of(put(mark, 7, id));

        Recorder<T> recorder = saying(mark, delivery -> Verdict.done());
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSize(1));
        }

        assertThat(numbers(mark, recorder)).containsExactly(7);
        assertThat(recorder.heard().get(0).id()).isEqualTo(id);
        assertThat(recorder.heard().get(0).attempt()).isEqualTo(1);
    }

    @Test
    default void messagesThatComeWhileSomebodyListensAreHandedOverToo() {
        String mark = Fresh.mark();
        prepare(mark);
        Recorder<T> recorder = saying(mark, delivery -> Verdict.done());

        try (Subscription taking = take(mark, recorder)) {
            put(mark, 0, 3);

            patience().until(() -> assertThat(numbers(mark, recorder)).containsExactly(0, 1, 2));
        }
    }

    @Test
    default void messagesAreHandedOverInTheOrderOfTheStream() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 0, 50);

        Recorder<T> recorder = saying(mark, delivery -> Verdict.done());
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSizeGreaterThanOrEqualTo(50));
        }

        assertThat(numbers(mark, recorder))
                .isEqualTo(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    default void theNextDeliveryWaitsForTheReturnOfTheHandler() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 0, 2);
        CountDownLatch leave = new CountDownLatch(1);

        Recorder<T> recorder = recorder(mark, delivery -> {
            awaitQuietly(leave);
            return CompletableFuture.completedFuture(Verdict.done());
        });
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSize(1));
            patience().stillAfterAWhile(() -> assertThat(recorder.heard()).hasSize(1));
            leave.countDown();

            patience().until(() -> assertThat(numbers(mark, recorder)).containsExactly(0, 1));
        }
    }

    @Test
    default void theNextDeliveryDoesNotWaitForTheVerdict() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 0, 3);
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();

        Recorder<T> recorder = recorder(mark, delivery -> verdict);
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(numbers(mark, recorder)).containsExactly(0, 1, 2));
            verdict.complete(Verdict.done());
        }

        assertDone(mark, 99);
    }

    @Test
    default void aMessageThatIsDoneIsNotHandedOverAgain() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 1);

        Recorder<T> recorder = saying(mark, delivery -> Verdict.done());
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSize(1));
            patience().stillAfterAWhile(() -> assertThat(recorder.heard()).hasSize(1));
        }

        assertDone(mark, 99);
    }

    @Test
    default void aMessageWithoutAVerdictIsGivenBackWhenItsSubscriptionIsClosed() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 4);
        Recorder<T> silent = recorder(mark, delivery -> new CompletableFuture<>());
        try (Subscription taking = take(mark, silent)) {
            patience().until(() -> assertThat(silent.heard()).hasSize(1));
        }

        Recorder<T> next = saying(mark, delivery -> Verdict.done());
        try (Subscription taking = take(mark, next)) {
            patience().until(() -> assertThat(numbers(mark, next)).containsExactly(4));
        }

        assertThat(next.heard().get(0).id()).isEqualTo(silent.heard().get(0).id());
        assertThat(next.heard().get(0).attempt()).isGreaterThan(1);
    }

    @Test
    default void closingWaitsForTheVerdictsOfMessagesInHand() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 5);
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        Recorder<T> slow = recorder(mark, delivery -> verdict);
        Subscription taking = take(mark, slow);
        patience().until(() -> assertThat(slow.heard()).hasSize(1));

        CompletableFuture<Void> closing = CompletableFuture.runAsync(taking::close);
        patience().stillAfterAWhile(() -> assertThat(closing).isNotDone());
        verdict.complete(Verdict.done());
        patience().of(closing);

        assertDone(mark, 99);
    }

    @Test
    default void aClosedSubscriptionTakesNoMoreMessages() {
        String mark = Fresh.mark();
        prepare(mark);
        Recorder<T> closed = saying(mark, delivery -> Verdict.done());
        Subscription taking = take(mark, closed);

        taking.close();
        taking.close();
        put(mark, 3);
        Recorder<T> open = saying(mark, delivery -> Verdict.done());
        try (Subscription next = take(mark, open)) {
            patience().until(() -> assertThat(numbers(mark, open)).containsExactly(3));
        }

        assertThat(closed.heard()).isEmpty();
    }

    @Test
    default void eachMessageGoesToOneSubscriber() {
        String mark = Fresh.mark();
        prepare(mark);
        List<Integer> all = IntStream.range(0, 40).boxed().toList();
        Recorder<T> one = saying(mark, delivery -> Verdict.done());
        Recorder<T> other = saying(mark, delivery -> Verdict.done());

        try (Subscription first = take(mark, one);
                Subscription second = take(mark, other)) {
            put(mark, 0, 40);

            patience()
                    .until(() -> assertThat(one.heard().size() + other.heard().size())
                            .isEqualTo(40));
        }
        List<Integer> together = new ArrayList<>(numbers(mark, one));
        together.addAll(numbers(mark, other));

        assertThat(together).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    default void aFailedAttemptIsGivenAgainWithTheSameIdAndAHigherAttempt() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 2);

        Recorder<T> recorder =
                saying(mark, delivery -> delivery.attempt() < 3 ? Verdict.retry("not this time") : Verdict.done());
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSize(3));
        }

        assertThat(recorder.heard()).extracting(Delivery::attempt).containsExactly(1L, 2L, 3L);
        assertThat(recorder.heard())
                .extracting(Delivery::id)
                .containsOnly(recorder.heard().get(0).id());
        assertThat(lettersOf(mark)).isEmpty();
    }

    @Test
    default void theTenthFailureMakesItADeadLetter() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 6);

        Recorder<T> recorder = saying(mark, delivery -> Verdict.retry("broken beyond " + mark));
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(lettersOf(mark)).hasSize(1));
            patience().stillAfterAWhile(() -> assertThat(recorder.heard()).hasSize(10));
        }

        assertThat(lettersOf(mark)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo(subject(mark, 6));
            assertThat(letter.stream()).isEqualTo(stream());
            assertThat(letter.consumer()).isNotBlank();
            assertThat(letter.sequence()).isPositive();
            assertThat(letter.reason()).contains("broken beyond " + mark);
        });
        assertDone(mark, 99);
    }

    @Test
    default void postponementsDoNotCountAsFailures() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 8);
        AtomicInteger calls = new AtomicInteger();

        Recorder<T> recorder = saying(mark, delivery -> {
            int call = calls.incrementAndGet();
            return call > 13 ? Verdict.done() : call % 3 == 0 ? Verdict.postpone("later") : Verdict.retry("again");
        });
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSize(14));
        }

        assertThat(lettersOf(mark)).isEmpty();
        assertDone(mark, 99);
    }

    @Test
    default void aRejectedMessageIsADeadLetterAtOnce() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 9);

        Recorder<T> recorder = saying(mark, delivery -> Verdict.reject("no good " + mark));
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(lettersOf(mark)).hasSize(1));
            patience().stillAfterAWhile(() -> assertThat(recorder.heard()).hasSize(1));
        }

        assertThat(lettersOf(mark).get(0).reason()).contains("no good " + mark);
        assertDone(mark, 99);
    }

    @Test
    default void aHandlerThatThrowsOfRejectedInputRejects() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 0, 2);

        Recorder<T> recorder = recorder(mark, delivery -> {
            RejectedInputException failure = new RejectedInputException("never " + mark);
            if (number(mark, delivery.message()).orElseThrow() == 0) {
                throw failure;
            }
            return CompletableFuture.failedFuture(failure);
        });
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(lettersOf(mark)).hasSize(2));
        }

        assertThat(recorder.heard()).hasSize(2);
        assertThat(lettersOf(mark))
                .allSatisfy(letter -> assertThat(letter.reason()).contains("never " + mark));
    }

    @Test
    default void aHandlerThatThrowsOfTheForestPostpones() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 1);
        List<ForestException> kinds = List.of(
                new SidecarUnavailableException("gone"),
                new StorageUnavailableException("full"),
                new UnknownOutcomeException("silent"),
                new StaleRevisionException("stale"));
        AtomicInteger calls = new AtomicInteger();

        Recorder<T> recorder = recorder(mark, delivery -> {
            int call = calls.getAndIncrement();
            if (call >= 12) {
                return CompletableFuture.completedFuture(Verdict.done());
            }
            if (call % 2 == 0) {
                throw kinds.get(call % kinds.size());
            }
            return CompletableFuture.failedFuture(kinds.get(call % kinds.size()));
        });
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSize(13));
        }

        assertThat(lettersOf(mark)).isEmpty();
        assertDone(mark, 99);
    }

    @Test
    default void aHandlerThatThrowsAnythingElseHasFailed() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 1);

        Recorder<T> recorder = recorder(mark, delivery -> {
            if (delivery.attempt() % 2 == 0) {
                throw new IllegalStateException("bug in " + mark);
            }
            return CompletableFuture.failedFuture(new IllegalStateException("bug in " + mark));
        });
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(lettersOf(mark)).hasSize(1));
        }

        assertThat(recorder.heard()).hasSize(10);
        assertThat(lettersOf(mark).get(0).reason()).contains("bug in " + mark);
    }

    @Test
    default void bytesOfAnotherFormAreADeadLetterAndReachNoHandler() {
        String mark = Fresh.mark();
        byte[] poison = ("{\"poison\": " + mark).getBytes(StandardCharsets.UTF_8);
        prepare(mark);
        putRaw(subject(mark, 0), poison);
        put(mark, 1);

        Recorder<T> recorder = saying(mark, delivery -> Verdict.done());
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(lettersOf(mark)).hasSize(1));
            patience().until(() -> assertThat(numbers(mark, recorder)).containsExactly(1));
        }

        assertThat(lettersOf(mark)).singleElement().satisfies(letter -> {
            assertThat(letter.data().bytes()).isEqualTo(poison);
            assertThat(letter.subject()).isEqualTo(subject(mark, 0));
            assertThat(letter.stream()).isEqualTo(stream());
            assertThat(letter.reason()).isNotBlank();
        });
        assertDone(mark, 99);
    }

    @Test
    default void aMessageThatWasSentWithoutAnIdHasOneThatStays() {
        String mark = Fresh.mark();
        prepare(mark);
        putPlain(mark, 0);
        putPlain(mark, 1);

        Recorder<T> recorder =
                saying(mark, delivery -> delivery.attempt() == 1 ? Verdict.retry("once more") : Verdict.done());
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSize(4));
        }

        assertThat(ids(mark, recorder, 0))
                .hasSize(2)
                .containsOnly(ids(mark, recorder, 0).get(0));
        assertThat(ids(mark, recorder, 1))
                .hasSize(2)
                .containsOnly(ids(mark, recorder, 1).get(0));
        assertThat(ids(mark, recorder, 0)).doesNotContainAnyElementsOf(ids(mark, recorder, 1));
    }

    private List<MessageId> ids(String mark, Recorder<T> recorder, int number) {
        return recorder.heard().stream()
                .filter(delivery -> number(mark, delivery.message()).orElseThrow() == number)
                .map(Delivery::id)
                .toList();
    }

    @Test
    default void aSubscriptionSurvivesALostConnection() {
        String mark = Fresh.mark();
        prepare(mark);
        Recorder<T> recorder = saying(mark, delivery -> Verdict.done());

        try (Subscription taking = take(mark, recorder)) {
            put(mark, 0);
            patience().until(() -> assertThat(numbers(mark, recorder)).contains(0));
            disconnect();
            restore();
            patience().until(() -> put(mark, 1));

            patience().until(() -> assertThat(numbers(mark, recorder)).contains(1));
        }
    }

    @Test
    default void oneWhoSubscribesWithoutAConnectionHearsOnceItIsThere() {
        String mark = Fresh.mark();
        prepare(mark);
        put(mark, 0);
        Recorder<T> recorder = saying(mark, delivery -> Verdict.done());

        disconnect();
        try (Subscription taking = take(mark, recorder)) {
            restore();

            patience().until(() -> assertThat(numbers(mark, recorder)).contains(0));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
