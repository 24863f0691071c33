package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import com.nimsforest.node.adapters.nats.api.PublishOutcome;
import com.nimsforest.node.domain.message.PublishReceipt;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What no server does on demand: answers that come late, twice, in another order, or are in doubt. */
class StreamPublishQueueTest extends OnStreamPublishQueue {
    @Test
    void keepsTheOrderOfThoseWhoDroppedThem() {
        queue.connected(connection);

        IntStream.range(0, 5).forEach(n -> queue.submit(message("s" + n, LONG)));

        assertThat(sent()).containsExactly("s0", "s1", "s2", "s3", "s4");
    }

    @Test
    void atMost256AreUnderWay() {
        queue.connected(connection);
        IntStream.range(0, 300).forEach(n -> queue.submit(message("s" + n, LONG)));
        assertThat(sent()).hasSize(256);

        queue.answered(1, stored(1));

        assertThat(sent()).hasSize(257).endsWith("s256");
    }

    @Test
    void afterALossTheOldestIsTriedAloneAndThenAllInOrder() {
        queue.connected(connection);
        IntStream.range(0, 3).forEach(n -> queue.submit(message("s" + n, LONG)));
        Connection next = mock(Connection.class);

        queue.connected(next);
        queue.submit(message("s3", LONG));
        assertThat(sent(next)).containsExactly("s0");
        queue.answered(1, stored(1));

        assertThat(sent(next)).containsExactly("s0", "s1", "s2", "s3");
    }

    @Test
    void aLateAnswerToAnEarlierCopyCounts() {
        queue.connected(connection);
        PendingPublish message = message("s", LONG);
        queue.submit(message);
        queue.connected(mock(Connection.class));

        queue.answered(1, stored(9));
        queue.answered(1, stored(10));

        assertThat(message.stored()).isCompletedWithValue(new PublishReceipt("RIVER", 9, false));
        assertThat(queue.isBusy()).isFalse();
    }

    @Test
    void aMessageInDoubtIsSentAgainAndTheOthersGoOn() {
        queue.connected(connection);
        PendingPublish doubtful = message("doubtful", LONG);
        queue.submit(doubtful);

        queue.answered(1, answer(PublishOutcome.MESSAGE_IN_DOUBT));
        queue.submit(message("other", LONG));
        assertThat(sent()).containsExactly("doubtful", "other");

        awaitSent(3);
        assertThat(sent()).endsWith("doubtful");
        assertThat(doubtful.stored()).isNotDone();
    }

    @Test
    void aStreamInDoubtIsTriedByOneMessageOnly() {
        queue.connected(connection);
        queue.submit(message("s0", LONG));
        queue.submit(message("s1", LONG));
        queue.answered(1, answer(PublishOutcome.STREAM_IN_DOUBT));
        queue.answered(2, answer(PublishOutcome.STREAM_IN_DOUBT));
        queue.submit(message("s2", LONG));
        assertThat(sent()).containsExactly("s0", "s1");

        awaitSent(3);
        assertThat(sent()).containsExactly("s0", "s1", "s0");
        queue.answered(1, stored(1));

        assertThat(sent()).containsExactly("s0", "s1", "s0", "s1", "s2");
    }

    @Test
    void withoutAnAnswerItIsSentAgain() {
        StreamPublishQueue shortTimeout = queue(Duration.ofMillis(1));
        shortTimeout.connected(connection);

        shortTimeout.submit(message("s", LONG));

        await().atMost(LONG).until(() -> {
            shortTimeout.sweep();
            return sent().size() >= 3;
        });
    }

    @Test
    void aClientThatTakesNothingIsTriedAgain() {
        doThrow(new IllegalStateException("output queue is full"))
                .doNothing()
                .when(connection)
                .publish(any(String.class), any(), any(Headers.class), any());
        queue.connected(connection);

        queue.submit(message("s0", LONG));
        queue.submit(message("s1", LONG));

        awaitSent(2);
        queue.answered(1, stored(1));
        assertThat(sent()).containsExactly("s0", "s0", "s1");
    }

    @Test
    void aMessageBehindOneOfItsKeyWaitsForTheAnswer() {
        queue.connected(connection);
        queue.submit(keyed("first", "k"));
        queue.submit(keyed("second", "k"));
        queue.submit(keyed("other", "o"));
        assertThat(sent()).containsExactly("first", "other");

        queue.answered(1, stored(1));

        assertThat(sent()).containsExactly("first", "other", "second");
    }
}
