package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every port that hands kept messages to a {@link Handler}: all of it. */
public interface DeliveryHandlerContract<T> extends VerdictContract<T> {
    @Test
    default void aMessageIsHandedOverWithItsIdAsTheFirstAttempt() {
        String mark = UniqueNames.mark();
        MessageId id = UniqueNames.id();
        prepare(mark);
        patience().of(put(mark, 7, id));

        RecordingHandler<T> recorder = saying(mark, delivery -> Verdict.done());
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSize(1));
        }

        assertThat(numbers(mark, recorder)).containsExactly(7);
        assertThat(recorder.heard().get(0).id()).isEqualTo(id);
        assertThat(recorder.heard().get(0).attempt()).isEqualTo(1);
    }

    @Test
    default void messagesThatComeWhileSomebodyListensAreHandedOverToo() {
        String mark = UniqueNames.mark();
        prepare(mark);
        RecordingHandler<T> recorder = saying(mark, delivery -> Verdict.done());

        try (Subscription taking = take(mark, recorder)) {
            put(mark, 0, 3);

            patience().until(() -> assertThat(numbers(mark, recorder)).containsExactly(0, 1, 2));
        }
    }

    @Test
    default void messagesAreHandedOverInTheOrderOfTheStream() {
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 0, 50);

        RecordingHandler<T> recorder = saying(mark, delivery -> Verdict.done());
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSizeGreaterThanOrEqualTo(50));
        }

        assertThat(numbers(mark, recorder))
                .isEqualTo(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    default void theNextDeliveryWaitsForTheReturnOfTheHandler() {
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 0, 2);
        CountDownLatch leave = new CountDownLatch(1);

        RecordingHandler<T> recorder = recorder(mark, delivery -> {
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
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 0, 3);
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();

        RecordingHandler<T> recorder = recorder(mark, delivery -> verdict);
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(numbers(mark, recorder)).containsExactly(0, 1, 2));
            verdict.complete(Verdict.done());
        }

        assertDone(mark, 99);
    }

    @Test
    default void aMessageWithoutAVerdictIsGivenBackWhenItsSubscriptionIsClosed() {
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 4);
        RecordingHandler<T> silent = recorder(mark, delivery -> new CompletableFuture<>());
        try (Subscription taking = take(mark, silent)) {
            patience().until(() -> assertThat(silent.heard()).hasSize(1));
        }

        RecordingHandler<T> next = saying(mark, delivery -> Verdict.done());
        try (Subscription taking = take(mark, next)) {
            patience().until(() -> assertThat(numbers(mark, next)).containsExactly(4));
        }

        assertThat(next.heard().get(0).id()).isEqualTo(silent.heard().get(0).id());
    }

    @Test
    default void closingWaitsForTheVerdictsOfMessagesInFlight() {
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 5);
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        RecordingHandler<T> slow = recorder(mark, delivery -> verdict);
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
        String mark = UniqueNames.mark();
        prepare(mark);
        RecordingHandler<T> closed = saying(mark, delivery -> Verdict.done());
        Subscription taking = take(mark, closed);

        taking.close();
        taking.close();
        put(mark, 3);
        RecordingHandler<T> open = saying(mark, delivery -> Verdict.done());
        try (Subscription next = take(mark, open)) {
            patience().until(() -> assertThat(numbers(mark, open)).containsExactly(3));
        }

        assertThat(closed.heard()).isEmpty();
    }

    @Test
    default void eachMessageGoesToOneSubscriber() {
        String mark = UniqueNames.mark();
        prepare(mark);
        List<Integer> all = IntStream.range(0, 40).boxed().toList();
        RecordingHandler<T> one = saying(mark, delivery -> Verdict.done());
        RecordingHandler<T> other = saying(mark, delivery -> Verdict.done());

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
    default void aMessageThatWasSentWithoutAnIdHasOneThatStays() {
        String mark = UniqueNames.mark();
        prepare(mark);
        putPlain(mark, 0);
        putPlain(mark, 1);

        RecordingHandler<T> recorder =
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

    @Test
    default void aSubscriptionSurvivesALostConnection() {
        String mark = UniqueNames.mark();
        prepare(mark);
        RecordingHandler<T> recorder = saying(mark, delivery -> Verdict.done());

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
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 0);
        RecordingHandler<T> recorder = saying(mark, delivery -> Verdict.done());

        disconnect();
        try (Subscription taking = take(mark, recorder)) {
            restore();

            patience().until(() -> assertThat(numbers(mark, recorder)).contains(0));
        }
    }

    private List<MessageId> ids(String mark, RecordingHandler<T> recorder, int number) {
        return recorder.heard().stream()
                .filter(delivery -> number(mark, delivery.message()).orElseThrow() == number)
                .map(MessageDelivery::id)
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
