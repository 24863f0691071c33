package com.nimsforest.node.adapters.nats.progress;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds when the oldest message was stored that a consumer has not acknowledged: the first one after its ack floor, by
 * {@code STREAM.MSG.GET} with {@code next_by_subj} for each of its filters. Any thread; never blocks.
 */
public final class OldestMessageReader {
    private final JetStreamApi api;
    private final Clock clock;

    public OldestMessageReader(JetStreamApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /**
     * The moment on this node's clock that is as long ago as the message is old on the server's clock, so that a node whose
     * clock is wrong tells the right age. Empty when nothing is left to acknowledge. Fails as {@link JetStreamApi#call}.
     */
    public CompletableFuture<Optional<Instant>> oldest(ConsumerInfo state) {
        if (state.position().isIdle()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        List<CompletableFuture<Optional<StoredMessage>>> first = state.filters().stream()
                .map(filter ->
                        StoredMessage.next(api, state.stream(), state.position().ackFloor() + 1, filter))
                .toList();
        return CompletableFuture.allOf(first.toArray(CompletableFuture[]::new))
                .thenApply(done -> first.stream()
                        .flatMap(answer -> answer.join().stream())
                        .map(StoredMessage::time)
                        .min(Comparator.naturalOrder())
                        .map(stored -> onThisClock(stored, state)));
    }

    private Instant onThisClock(Instant stored, ConsumerInfo state) {
        Instant now = clock.instant();
        return now.minus(Duration.between(stored, state.serverTime().orElse(now)));
    }
}
