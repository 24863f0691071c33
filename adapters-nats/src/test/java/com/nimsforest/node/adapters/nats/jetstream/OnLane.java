package com.nimsforest.node.adapters.nats.jetstream;

import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;

import com.nimsforest.node.adapters.nats.jetstream.PublishAnswer.Kind;
import com.nimsforest.node.domain.message.Receipt;
import com.nimsforest.node.ports.driven.Instruments;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A lane, and a connection that tells what was sent over it and says nothing by itself. */
abstract class OnLane {
    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(100);
    final Connection connection = mock(Connection.class);
    final PublishLane lane = lane(LONG);

    Throwable failure(Outgoing message) {
        return failure(lane, message);
    }

    static Throwable failure(PublishLane lane, Outgoing message) {
        await().atMost(LONG).until(() -> {
            lane.sweep();
            return message.stored().isDone();
        });
        return message.stored().handle((receipt, failure) -> failure).join();
    }

    void awaitSent(int count) {
        await().atMost(LONG).until(() -> {
            lane.sweep();
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

    static PublishLane lane(Duration patience) {
        return new PublishLane(number -> "_INBOX." + number, patience, Runnable::run, Instruments.none());
    }

    static Outgoing message(String subject, Duration budget) {
        return new Outgoing(
                subject, Optional.empty(), new Headers(), new byte[1], System.nanoTime() + budget.toNanos());
    }

    static Outgoing keyed(String subject, String key) {
        return new Outgoing(subject, Optional.of(key), new Headers(), new byte[1], System.nanoTime() + LONG.toNanos());
    }

    static PublishAnswer stored(long sequence) {
        return new PublishAnswer(Kind.STORED, Optional.of(new Receipt("RIVER", sequence, false)), "stored");
    }

    static PublishAnswer answer(Kind kind) {
        return new PublishAnswer(kind, Optional.empty(), "words");
    }
}
