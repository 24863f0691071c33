package com.nimsforest.node.adapters.nats.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;

import com.nimsforest.node.adapters.nats.jetstream.PublishAnswer.Kind;
import com.nimsforest.node.domain.message.Receipt;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What no server does on demand: answers that come late, twice, in another order, or are in doubt. */
class PublishLaneTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Connection connection = mock(Connection.class);
    private final PublishLane lane = lane(LONG);

    @Test
    void keepsTheOrderOfThoseWhoDroppedThem() {
        lane.connected(connection);

        IntStream.range(0, 5).forEach(n -> lane.submit(message("s" + n, LONG)));

        assertThat(sent()).containsExactly("s0", "s1", "s2", "s3", "s4");
    }

    @Test
    void atMost256AreUnderWay() {
        lane.connected(connection);
        IntStream.range(0, 300).forEach(n -> lane.submit(message("s" + n, LONG)));
        assertThat(sent()).hasSize(256);

        lane.answered(1, stored(1));

        assertThat(sent()).hasSize(257).endsWith("s256");
    }

    @Test
    void afterALossTheOldestIsTriedAloneAndThenAllInOrder() {
        lane.connected(connection);
        IntStream.range(0, 3).forEach(n -> lane.submit(message("s" + n, LONG)));
        Connection next = mock(Connection.class);

        lane.connected(next);
        lane.submit(message("s3", LONG));
        assertThat(sent(next)).containsExactly("s0");
        lane.answered(1, stored(1));

        assertThat(sent(next)).containsExactly("s0", "s1", "s2", "s3");
    }

    @Test
    void aLateAnswerToAnEarlierCopyCounts() {
        lane.connected(connection);
        Outgoing message = message("s", LONG);
        lane.submit(message);
        lane.connected(mock(Connection.class));

        lane.answered(1, stored(9));
        lane.answered(1, stored(10));

        assertThat(message.stored()).isCompletedWithValue(new Receipt("RIVER", 9, false));
        assertThat(lane.isBusy()).isFalse();
    }

    @Test
    void aMessageInDoubtIsSentAgainAndTheOthersGoOn() {
        lane.connected(connection);
        Outgoing doubtful = message("doubtful", LONG);
        lane.submit(doubtful);

        lane.answered(1, answer(Kind.MESSAGE_IN_DOUBT));
        lane.submit(message("other", LONG));
        assertThat(sent()).containsExactly("doubtful", "other");

        awaitSent(3);
        assertThat(sent()).endsWith("doubtful");
        assertThat(doubtful.stored()).isNotDone();
    }

    @Test
    void aStreamInDoubtIsTriedByOneMessageOnly() {
        lane.connected(connection);
        lane.submit(message("s0", LONG));
        lane.submit(message("s1", LONG));
        lane.answered(1, answer(Kind.STREAM_IN_DOUBT));
        lane.answered(2, answer(Kind.STREAM_IN_DOUBT));
        lane.submit(message("s2", LONG));
        assertThat(sent()).containsExactly("s0", "s1");

        awaitSent(3);
        assertThat(sent()).containsExactly("s0", "s1", "s0");
        lane.answered(1, stored(1));

        assertThat(sent()).containsExactly("s0", "s1", "s0", "s1", "s2");
    }

    @Test
    void withoutAnAnswerItIsSentAgain() {
        PublishLane impatient = lane(Duration.ofMillis(1));
        impatient.connected(connection);

        impatient.submit(message("s", LONG));

        await().atMost(LONG).until(() -> {
            impatient.sweep();
            return sent().size() >= 3;
        });
    }

    @Test
    void whatNobodySaidAnythingOfIsUnknown() {
        PublishLane impatient = lane(Duration.ofMillis(1));
        impatient.connected(connection);
        Outgoing message = message("s", SHORT);
        impatient.submit(message);

        assertThat(failure(impatient, message))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("s: no answer in time");
    }

    @Test
    void whatWasRefusedByNobodyOnlyIsNotStored() {
        lane.connected(connection);
        Outgoing message = message("s", SHORT);
        lane.submit(message);

        lane.answered(1, answer(Kind.NOBODY));

        assertThat(failure(message)).isInstanceOf(StorageUnavailableException.class);
    }

    @Test
    void whatIsCertainIsNotPutInDoubtByALastCopyThatCannotBeAnsweredInTime() {
        lane.connected(connection);
        Outgoing message = message("s", Duration.ofMillis(450));
        lane.submit(message);

        lane.answered(1, answer(Kind.NOBODY));

        assertThat(failure(message)).isInstanceOf(StorageUnavailableException.class);
        assertThat(sent()).containsExactly("s");
    }

    @Test
    void whatWasInDoubtOnceIsUnknownEvenIfNobodyTookTheSecondCopy() {
        lane.connected(connection);
        Outgoing message = message("s", SHORT);
        lane.submit(message);
        lane.connected(mock(Connection.class));

        lane.answered(1, answer(Kind.NOBODY));

        assertThat(failure(message)).isInstanceOf(UnknownOutcomeException.class);
    }

    @Test
    void aFullStreamIsCertainOnlyWithoutAnotherCopyInDoubt() {
        lane.connected(connection);
        Outgoing message = message("s", LONG);
        lane.submit(message);
        lane.connected(mock(Connection.class));

        lane.answered(1, answer(Kind.FULL));

        assertThat(message.stored()).isNotDone();
    }

    @Test
    void aClientThatTakesNothingIsTriedAgain() {
        doThrow(new IllegalStateException("output queue is full"))
                .doNothing()
                .when(connection)
                .publish(any(String.class), any(), any(Headers.class), any());
        lane.connected(connection);

        lane.submit(message("s0", LONG));
        lane.submit(message("s1", LONG));

        awaitSent(2);
        lane.answered(1, stored(1));
        assertThat(sent()).containsExactly("s0", "s0", "s1");
    }

    @Test
    void aMessageBehindOneOfItsKeyWaitsForTheAnswer() {
        lane.connected(connection);
        lane.submit(keyed("first", "k"));
        lane.submit(keyed("second", "k"));
        lane.submit(keyed("other", "o"));
        assertThat(sent()).containsExactly("first", "other");

        lane.answered(1, stored(1));

        assertThat(sent()).containsExactly("first", "other", "second");
    }

    @Test
    void abandonedMessagesAreToldWhatIsKnown() {
        lane.connected(connection);
        Outgoing sent = keyed("sent", "k");
        Outgoing waiting = keyed("waiting", "k");
        lane.submit(sent);
        lane.submit(waiting);

        lane.abandon();

        assertThat(failure(sent)).isInstanceOf(UnknownOutcomeException.class);
        assertThat(failure(waiting)).hasMessageContaining("was not sent");
        assertThat(lane.isBusy()).isFalse();
    }

    private Throwable failure(Outgoing message) {
        return failure(lane, message);
    }

    private static Throwable failure(PublishLane lane, Outgoing message) {
        await().atMost(LONG).until(() -> {
            lane.sweep();
            return message.stored().isDone();
        });
        return message.stored().handle((receipt, failure) -> failure).join();
    }

    private void awaitSent(int count) {
        await().atMost(LONG).until(() -> {
            lane.sweep();
            return sent().size() >= count;
        });
    }

    private List<String> sent() {
        return sent(connection);
    }

    private static List<String> sent(Connection connection) {
        return mockingDetails(connection).getInvocations().stream()
                .filter(call -> call.getMethod().getName().equals("publish"))
                .map(call -> call.<String>getArgument(0))
                .toList();
    }

    private static PublishLane lane(Duration patience) {
        return new PublishLane(number -> "_INBOX." + number, patience, Runnable::run, Instruments.none());
    }

    private static Outgoing message(String subject, Duration budget) {
        return new Outgoing(
                subject, Optional.empty(), new Headers(), new byte[1], System.nanoTime() + budget.toNanos());
    }

    private static Outgoing keyed(String subject, String key) {
        return new Outgoing(subject, Optional.of(key), new Headers(), new byte[1], System.nanoTime() + LONG.toNanos());
    }

    private static PublishAnswer stored(long sequence) {
        return new PublishAnswer(Kind.STORED, Optional.of(new Receipt("RIVER", sequence, false)), "stored");
    }

    private static PublishAnswer answer(Kind kind) {
        return new PublishAnswer(kind, Optional.empty(), "words");
    }
}
