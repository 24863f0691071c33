package com.nimsforest.node.adapters.nats.setaside;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Reads messages of a stream, and moves them elsewhere, some at a time. Waits for the servers. */
final class MessageBatch {
    static final int SIZE = 128;

    private final JetStreamApi api;
    private final String stream;

    MessageBatch(JetStreamApi api, String stream) {
        this.api = api;
        this.stream = stream;
    }

    Optional<StoredMessage> next(long from, String filter) {
        return ApiAnswerWaiter.read(stream, StoredMessage.next(api, stream, from, filter));
    }

    /** Those of the next {@link #SIZE} sequences that are there. */
    List<StoredMessage> from(long sequence) {
        List<CompletableFuture<Optional<StoredMessage>>> answers = LongStream.range(sequence, sequence + SIZE)
                .mapToObj(each -> StoredMessage.at(api, stream, each))
                .toList();
        return answers.stream()
                .flatMap(answer -> ApiAnswerWaiter.read(stream, answer).stream())
                .toList();
    }

    /** The first {@link #SIZE} from the sequence on that the filter matches. */
    List<StoredMessage> matching(long from, String filter) {
        List<StoredMessage> found = new ArrayList<>();
        Optional<StoredMessage> next = next(from, filter);
        while (next.isPresent() && found.size() < SIZE) {
            found.add(next.get());
            next = next(next.get().sequence() + 1, filter);
        }
        return found;
    }

    /** Stores each elsewhere and removes it here once that is certain. */
    void move(List<StoredMessage> messages, Function<StoredMessage, CompletableFuture<?>> elsewhere) {
        List<CompletableFuture<?>> moved = new ArrayList<>();
        messages.forEach(message -> moved.add(
                elsewhere.apply(message).thenCompose(stored -> StoredMessage.remove(api, stream, message.sequence()))));
        ApiAnswerWaiter.read(stream, CompletableFuture.allOf(moved.toArray(CompletableFuture[]::new)));
    }
}
