package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of a message by the verdict, or the failure, of whoever handles it. */
public interface VerdictContract<T> extends DeliveryFixture<T> {
    @Test
    default void aMessageThatIsDoneIsNotHandedOverAgain() {
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 1);

        RecordingHandler<T> recorder = saying(mark, delivery -> Verdict.done());
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSize(1));
            patience().stillAfterAWhile(() -> assertThat(recorder.heard()).hasSize(1));
        }

        assertDone(mark, 99);
    }

    @Test
    default void aFailedAttemptIsGivenAgainWithTheSameIdAndAHigherAttempt() {
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 2);

        AtomicInteger given = new AtomicInteger();
        RecordingHandler<T> recorder =
                saying(mark, delivery -> given.incrementAndGet() < 3 ? Verdict.retry("not this time") : Verdict.done());
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSize(3));
        }

        // A delivery that a busy machine does not take in time is lost, and counts as an attempt.
        assertThat(recorder.heard())
                .extracting(MessageDelivery::attempt)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(recorder.heard())
                .extracting(MessageDelivery::id)
                .containsOnly(recorder.heard().get(0).id());
        assertThat(deadLettersOf(mark)).isEmpty();
    }

    @Test
    default void theTenthFailureMakesItADeadLetter() {
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 6);

        RecordingHandler<T> recorder = saying(mark, delivery -> Verdict.retry("broken beyond " + mark));
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(1));
            patience().stillAfterAWhile(() -> assertThat(recorder.heard()).hasSize(10));
        }

        assertThat(deadLettersOf(mark)).singleElement().satisfies(deadLetter -> {
            assertThat(deadLetter.subject()).isEqualTo(subject(mark, 6));
            assertThat(deadLetter.stream()).isEqualTo(stream());
            assertThat(deadLetter.consumer()).isNotBlank();
            assertThat(deadLetter.sequence()).isPositive();
            assertThat(deadLetter.reason()).contains("broken beyond " + mark);
        });
        assertDone(mark, 99);
    }

    @Test
    default void postponementsDoNotCountAsFailures() {
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 8);
        AtomicInteger calls = new AtomicInteger();

        RecordingHandler<T> recorder = saying(mark, delivery -> {
            int call = calls.incrementAndGet();
            return call > 13 ? Verdict.done() : call % 3 == 0 ? Verdict.postpone("later") : Verdict.retry("again");
        });
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(recorder.heard()).hasSize(14));
        }

        assertThat(deadLettersOf(mark)).isEmpty();
        assertDone(mark, 99);
    }

    @Test
    default void aRejectedMessageIsADeadLetterAtOnce() {
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 9);

        RecordingHandler<T> recorder = saying(mark, delivery -> Verdict.reject("no good " + mark));
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(1));
            patience().stillAfterAWhile(() -> assertThat(recorder.heard()).hasSize(1));
        }

        assertThat(deadLettersOf(mark).get(0).reason()).contains("no good " + mark);
        assertDone(mark, 99);
    }

    @Test
    default void aHandlerThatThrowsOfRejectedInputRejects() {
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 0, 2);

        RecordingHandler<T> recorder = recorder(mark, delivery -> {
            RejectedInputException failure = new RejectedInputException("never " + mark);
            if (number(mark, delivery.message()).orElseThrow() == 0) {
                throw failure;
            }
            return CompletableFuture.failedFuture(failure);
        });
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(2));
        }

        assertThat(recorder.heard()).hasSize(2);
        assertThat(deadLettersOf(mark))
                .allSatisfy(deadLetter -> assertThat(deadLetter.reason()).contains("never " + mark));
    }

    @Test
    default void aHandlerThatThrowsOfTheForestPostpones() {
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 1);
        List<ForestException> kinds = List.of(
                new SidecarUnavailableException("gone"),
                new StorageUnavailableException("full"),
                new UnknownOutcomeException("silent"),
                new StaleRevisionException("stale"));
        AtomicInteger calls = new AtomicInteger();

        RecordingHandler<T> recorder = recorder(mark, delivery -> {
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

        assertThat(deadLettersOf(mark)).isEmpty();
        assertDone(mark, 99);
    }

    @Test
    default void aHandlerThatThrowsAnythingElseHasFailed() {
        String mark = UniqueNames.mark();
        prepare(mark);
        put(mark, 1);

        RecordingHandler<T> recorder = recorder(mark, delivery -> {
            if (delivery.attempt() % 2 == 0) {
                throw new IllegalStateException("bug in " + mark);
            }
            return CompletableFuture.failedFuture(new IllegalStateException("bug in " + mark));
        });
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(1));
        }

        assertThat(recorder.heard()).hasSize(10);
        assertThat(deadLettersOf(mark).get(0).reason()).contains("bug in " + mark);
    }

    @Test
    default void whateverAHandlerThrowsIsAFailedAttemptAndTheNextMessagesAreHandled() {
        String mark = UniqueNames.mark();
        prepare(mark);
        List<Throwable> thrown = List.of(
                new AssertionError("an assertion"),
                new IOException("a checked exception"),
                new StackOverflowError(),
                new NoClassDefFoundError("acme/Missing"),
                new OutOfMemoryError("of the handler"));
        put(mark, 0, thrown.size());
        put(mark, 77);

        RecordingHandler<T> recorder = recorder(mark, delivery -> {
            int number = number(mark, delivery.message()).orElseThrow();
            if (number < thrown.size()) {
                Thread.currentThread().interrupt();
                ContractThrowables.throwUnchecked(thrown.get(number));
            }
            return CompletableFuture.completedFuture(Verdict.done());
        });
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(numbers(mark, recorder)).contains(77));
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(thrown.size()));
        }

        assertThat(deadLettersOf(mark))
                .extracting(DeadLetter::reason)
                .anyMatch(reason -> reason.contains("AssertionError"))
                .anyMatch(reason -> reason.contains("a checked exception"))
                .anyMatch(reason -> reason.contains("StackOverflowError"))
                .anyMatch(reason -> reason.contains("acme/Missing"))
                .anyMatch(reason -> reason.contains("OutOfMemoryError"));
        assertDone(mark, 99);
    }

    @Test
    default void bytesOfAnotherFormAreADeadLetterAndReachNoHandler() {
        String mark = UniqueNames.mark();
        byte[] poison = ("{\"poison\": " + mark).getBytes(StandardCharsets.UTF_8);
        prepare(mark);
        putRaw(subject(mark, 0), poison);
        put(mark, 1);

        RecordingHandler<T> recorder = saying(mark, delivery -> Verdict.done());
        try (Subscription taking = take(mark, recorder)) {
            patience().until(() -> assertThat(deadLettersOf(mark)).hasSize(1));
            patience().until(() -> assertThat(numbers(mark, recorder)).containsExactly(1));
        }

        assertThat(deadLettersOf(mark)).singleElement().satisfies(deadLetter -> {
            assertThat(deadLetter.data().bytes()).isEqualTo(poison);
            assertThat(deadLetter.subject()).isEqualTo(subject(mark, 0));
            assertThat(deadLetter.stream()).isEqualTo(stream());
            assertThat(deadLetter.reason()).isNotBlank();
        });
        assertDone(mark, 99);
    }
}
