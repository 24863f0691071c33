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

    private final Duration overdue;
    private final LongConsumer missed;
    private final Map<StreamMessageKey, FailingMessage> failing = new LinkedHashMap<>();
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

    synchronized void add(StreamMessageKey key, FailingMessage message) {
        if (key.epoch() != epoch) {
            return;
        }
        FailingMessage before = failing.get(key);
        if (before != null || failing.size() < MOST) {
            failing.put(key, before == null ? message : message.since(before.since()));
        }
    }

    synchronized void remove(StreamMessageKey key) {
        failing.remove(key);
    }

    /** Those that have been failing for longest first. */
    synchronized List<FailingMessage> list(Instant now) {
        List<FailingMessage> late = failing.values().stream()
                .filter(message -> message.next().plus(overdue).isBefore(now))
                .toList();
        failing.values().removeAll(late);
        late.forEach(message -> missed.accept(message.sequence()));
        return List.copyOf(failing.values());
    }
}
