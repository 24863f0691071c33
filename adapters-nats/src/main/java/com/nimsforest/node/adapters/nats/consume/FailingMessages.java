package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.domain.handler.FailingMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * The messages that failed here and will be tried again. Another node may have done with one meanwhile, of which this one
 * hears nothing: so a message whose next attempt is overdue is passed on and listed no more, and neither is one of an earlier stream
 * of the same name. Any thread.
 */
final class FailingMessages {
    private static final int MOST = 10_000;

    /** @param reply where its last delivery is answered */
    private record Failing(FailingMessage message, String reply) {}

    private final Duration overdue;
    private final LongConsumer missed;
    private final Map<StreamMessageKey, Failing> failing = new LinkedHashMap<>();
    private long epoch;

    /**
     * @param overdue how long after its time an attempt may still come
     * @param missed is told the sequence of a message that did not come again
     */
    FailingMessages(Duration overdue, LongConsumer missed) {
        this.overdue = overdue;
        this.missed = missed;
    }

    /** Messages of another epoch of the stream than the present one are gone with their stream. */
    synchronized void keepOnly(long present) {
        epoch = present;
        failing.keySet().removeIf(key -> key.epoch() != present);
    }

    /** @param reply where the delivery whose attempt failed is answered */
    synchronized void add(StreamMessageKey key, FailingMessage message, String reply) {
        if (key.epoch() != epoch) {
            return;
        }
        Failing before = failing.get(key);
        if (before != null || failing.size() < MOST) {
            failing.put(
                    key,
                    new Failing(
                            before == null
                                    ? message
                                    : message.since(before.message().since()),
                            reply));
        }
    }

    synchronized void remove(StreamMessageKey key) {
        failing.remove(key);
    }

    /** Those that have been failing for longest first. */
    synchronized List<FailingMessage> list(Instant now) {
        List<Failing> late = failing.values().stream()
                .filter(each -> each.message().next().plus(overdue).isBefore(now))
                .toList();
        failing.values().removeAll(late);
        late.forEach(each -> missed.accept(each.message().sequence()));
        return failing.values().stream().map(Failing::message).toList();
    }

    /** Where those are answered that wait for their next attempt; whose attempt is due may be with another node by now. */
    synchronized List<String> waiting(Instant now) {
        return failing.values().stream()
                .filter(each -> each.message().next().isAfter(now))
                .map(Failing::reply)
                .toList();
    }
}
