package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Messages of one port that hands them to a {@link DeliveryHandler}, which a test sends, takes and tells apart by a mark that is
 * its own, and a number.
 */
public interface DeliveryFixture<T> extends ForestContract {
    /** Sees to it that messages with this mark are kept from now on. */
    default void prepare(String mark) {}

    CompletionStage<?> put(String mark, int number, MessageId id);

    /** The same message as another client sends it, without an id. */
    void putPlain(String mark, int number);

    /** Where the message with this number travels. */
    String subject(String mark, int number);

    /** The number of a message with this mark; empty when it has another. */
    OptionalInt number(String mark, T message);

    Subscription take(String mark, DeliveryHandler<T> handler);

    String stream();

    default void put(String mark, int number) {
        patience().of(put(mark, number, UniqueNames.id()));
    }

    default void put(String mark, int from, int to) {
        IntStream.range(from, to).forEach(number -> put(mark, number));
    }

    default RecordingHandler<T> recorder(String mark, Function<MessageDelivery<T>, CompletionStage<Verdict>> answer) {
        return new RecordingHandler<>(message -> number(mark, message).isPresent(), answer);
    }

    default RecordingHandler<T> saying(String mark, Function<MessageDelivery<T>, Verdict> answer) {
        return recorder(mark, delivery -> CompletableFuture.completedFuture(answer.apply(delivery)));
    }

    default List<Integer> numbers(String mark, RecordingHandler<T> recorder) {
        return recorder.messages().stream()
                .map(message -> number(mark, message).orElseThrow())
                .toList();
    }

    default void assertDone(String mark, int sentinel) {
        RecordingHandler<T> later = saying(mark, delivery -> Verdict.done());
        put(mark, sentinel);
        try (Subscription taking = take(mark, later)) {
            patience().until(() -> assertThat(numbers(mark, later)).contains(sentinel));
            List<MessageDelivery<T>> others = later.heard().stream()
                    .filter(delivery -> number(mark, delivery.message()).orElseThrow() != sentinel)
                    .toList();
            assertThat(others).isEmpty();
        }
    }
}
