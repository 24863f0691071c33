package com.nimsforest.node.adapters.nats.publish;

import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;

import com.nimsforest.node.adapters.nats.api.PublishOutcome;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A queue, and a connection that tells what was sent over it and says nothing by itself. */
abstract class OnStreamPublishQueue {
    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(100);
    final Connection connection = mock(Connection.class);
    final StreamPublishQueue queue = queue(LONG);

    Throwable failure(PendingPublish message) {
        return failure(queue, message);
    }

    static Throwable failure(StreamPublishQueue queue, PendingPublish message) {
        await().atMost(LONG).until(() -> {
            queue.sweep();
            return message.stored().isDone();
        });
        return message.stored().handle((receipt, failure) -> failure).join();
    }

    void awaitSent(int count) {
        await().atMost(LONG).until(() -> {
            queue.sweep();
            return sent().size() >= count;
        });
    }

    List<String> sent() {
        return sent(connection);
    }

    static List<String> sent(Connection connection) {
        return mockingDetails(connection).getInvocations().stream()
                .filter(call -> call.getMethod().getName().equals("publish"))
                .map(call -> call.<String>getArgument(0))
                .toList();
    }

    static StreamPublishQueue queue(Duration patience) {
        return new StreamPublishQueue(number -> "_INBOX." + number, patience, Runnable::run, NodeMetrics.none());
    }

    static PendingPublish message(String subject, Duration budget) {
        return new PendingPublish(
                subject, Optional.empty(), new Headers(), new byte[1], System.nanoTime() + budget.toNanos());
    }

    static PendingPublish keyed(String subject, String key) {
        return new PendingPublish(
                subject, Optional.of(key), new Headers(), new byte[1], System.nanoTime() + LONG.toNanos());
    }

    static PublishAnswer stored(long sequence) {
        return new PublishAnswer(
                PublishOutcome.STORED, Optional.of(new PublishReceipt("RIVER", sequence, false)), 0, "stored");
    }

    static PublishAnswer answer(PublishOutcome kind) {
        return new PublishAnswer(kind, Optional.empty(), 0, "words");
    }
}
