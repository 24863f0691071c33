package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;

import com.nimsforest.node.adapters.nats.api.PublishOutcome;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When what waits goes out as one batch, and what becomes of it then: the first 23 go one by one, the next 24 are one batch. */
class AtomicBatchQueueTest extends OnStreamPublishQueue {
    private static final int ALONE = 23;
    private static final int FIRST_BATCH = 24;
    private static final int REPLY_TO_BATCH = ALONE + FIRST_BATCH + 1;

    @BeforeEach
    void allow() {
        queue.allowBatches(true);
        queue.connected(connection);
    }

    @Test
    void fewGoOneByOneAndManyTogether() {
        submit(0, ALONE + FIRST_BATCH);

        assertThat(batched(connection)).isEqualTo(FIRST_BATCH);
        assertThat(sent()).hasSize(ALONE + FIRST_BATCH);
    }

    @Test
    void withoutLeaveOfTheStreamAllGoOneByOne() {
        queue.allowBatches(false);

        submit(0, 200);

        assertThat(sent()).hasSize(200);
        assertThat(batched(connection)).isZero();
    }

    @Test
    void whatComesWhileABatchIsUnderWayIsTheNextOne() {
        submit(0, ALONE + FIRST_BATCH);
        submit(100, 170);
        assertThat(sent()).hasSize(ALONE + FIRST_BATCH);

        queue.answered(REPLY_TO_BATCH, storedTogether(100, FIRST_BATCH));

        assertThat(batched(connection)).isEqualTo(FIRST_BATCH + 70);
    }

    @Test
    void eachHasItsPlaceBeforeThatOfTheLast() {
        List<PendingPublish> all = submit(0, ALONE + FIRST_BATCH);

        queue.answered(REPLY_TO_BATCH, storedTogether(100, FIRST_BATCH));

        assertThat(all.get(ALONE).stored()).isCompletedWithValue(new PublishReceipt("RIVER", 77, false));
        assertThat(all.get(ALONE + FIRST_BATCH - 1).stored())
                .isCompletedWithValue(new PublishReceipt("RIVER", 100, false));
        assertThat(all.get(0).stored()).isNotDone();
    }

    @Test
    void anAnswerToFewerIsNoAnswerToAll() {
        List<PendingPublish> all = submit(0, ALONE + FIRST_BATCH);

        queue.answered(REPLY_TO_BATCH, storedTogether(100, FIRST_BATCH - 1));

        assertThat(all).noneMatch(message -> message.stored().isDone());
        assertThat(sent()).hasSize(ALONE + 2 * FIRST_BATCH);
    }

    @Test
    void aRefusedBatchGoesOneByOneBeforeTheNext() {
        submit(0, ALONE + FIRST_BATCH);
        submit(100, 170);

        queue.answered(REPLY_TO_BATCH, answer(PublishOutcome.REJECTED));

        assertThat(sent().subList(ALONE + FIRST_BATCH, ALONE + 2 * FIRST_BATCH))
                .containsExactlyElementsOf(IntStream.range(ALONE, ALONE + FIRST_BATCH)
                        .mapToObj(n -> "s" + n)
                        .toList());
    }

    @Test
    void whatWasRefusedTogetherAndThenAloneIsCertainlyNotStored() {
        List<PendingPublish> all = submit(0, ALONE + FIRST_BATCH);
        queue.answered(REPLY_TO_BATCH, answer(PublishOutcome.FULL));

        queue.answered(ALONE + 1, answer(PublishOutcome.FULL));

        assertThat(failure(all.get(ALONE))).isInstanceOf(StorageUnavailableException.class);
    }

    @Test
    void aLateRefusalOfABatchSaysNothingOfItsMessages() {
        List<PendingPublish> all = submit(0, ALONE + FIRST_BATCH);
        queue.connected(mock(Connection.class));

        queue.answered(REPLY_TO_BATCH, answer(PublishOutcome.REJECTED));

        assertThat(all).noneMatch(message -> message.stored().isDone());
    }

    @Test
    void afterALossTheMessagesOfABatchGoOneByOne() {
        submit(0, ALONE + FIRST_BATCH);
        Connection next = mock(Connection.class);

        queue.connected(next);
        queue.answered(1, stored(1));

        assertThat(sent(next)).hasSize(ALONE + FIRST_BATCH);
        assertThat(batched(next)).isZero();
    }

    @Test
    void oneThatTheClientDoesNotTakeFailsAlone() {
        doThrow(new IllegalArgumentException("no subject"))
                .when(connection)
                .publish(eq("s30"), any(), any(Headers.class), any());

        List<PendingPublish> all = submit(0, ALONE + FIRST_BATCH);

        assertThat(failure(all.get(30))).isInstanceOf(RejectedInputException.class);
        assertThat(all.stream().filter(message -> message.stored().isDone())).hasSize(1);
        assertThat(sent().stream().filter("s46"::equals)).hasSize(1);
    }

    @Test
    void aClientThatTakesNoMoreIsTriedAgain() {
        doThrow(new IllegalStateException("output queue is full"))
                .doNothing()
                .when(connection)
                .publish(eq("s30"), any(), any(Headers.class), any());
        submit(0, ALONE + FIRST_BATCH);

        doNothing().when(connection).publish(any(String.class), any(), any(Headers.class), any());
        queue.answered(1, stored(1));

        assertThat(sent()).contains("s46");
    }

    @Test
    void neitherConditionsNorLargeOnesNorTheSameIdTwiceAreInABatch() {
        assertThat(AtomicPublishBatch.takes(message("s", new Headers(), 1))).isFalse();
        assertThat(AtomicPublishBatch.takes(message("s", id("a").put("Nats-Expected-Last-Sequence", "1"), 1)))
                .isFalse();
        assertThat(AtomicPublishBatch.takes(message("s", id("a"), 70_000))).isFalse();
        PendingPublish one = message("s", id("a"), 60_000);
        assertThat(AtomicPublishBatch.first(List.of(one, message("s", id("b"), 1), message("s", id("a"), 1))))
                .hasSize(2);
        assertThat(AtomicPublishBatch.first(IntStream.range(0, 30)
                        .mapToObj(n -> message("s", id("n" + n), 60_000))
                        .toList()))
                .hasSize(17);
    }

    private List<PendingPublish> submit(int from, int to) {
        List<PendingPublish> messages = IntStream.range(from, to)
                .mapToObj(n -> message("s" + n, id("m" + n), 10))
                .toList();
        messages.forEach(queue::submit);
        return messages;
    }

    private static Headers id(String id) {
        return new Headers().put("Nats-Msg-Id", id);
    }

    private static PendingPublish message(String subject, Headers headers, int size) {
        return new PendingPublish(
                subject, Optional.empty(), headers, new byte[size], System.nanoTime() + LONG.toNanos());
    }

    private static PublishAnswer storedTogether(long last, int messages) {
        return new PublishAnswer(
                PublishOutcome.STORED, Optional.of(new PublishReceipt("RIVER", last, false)), messages, "stored");
    }

    private static int batched(Connection connection) {
        return (int) mockingDetails(connection).getInvocations().stream()
                .filter(call -> call.getMethod().getName().equals("publish"))
                .filter(call -> call.<Headers>getArgument(2).containsKey("Nats-Batch-Id"))
                .count();
    }
}
