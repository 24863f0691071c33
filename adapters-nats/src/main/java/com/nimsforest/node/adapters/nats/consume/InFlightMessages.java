package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import io.nats.client.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages that were received and are not settled yet. Any thread. */
final class InFlightMessages {
    private final Map<StreamMessageKey, InFlightMessage> items = new HashMap<>();
    private long bytes;

    /** The message as a new item; null when it was in flight already, and now has the newer reply subject. */
    @Nullable
    synchronized InFlightMessage take(StreamMessageKey key, Message message) {
        InFlightMessage present = items.get(key);
        if (present != null) {
            present.renew(message);
            return null;
        }
        InFlightMessage item = new InFlightMessage(key, message);
        items.put(key, item);
        bytes += item.bytes();
        return item;
    }

    /** The message is in flight no more. */
    synchronized void leave(InFlightMessage item) {
        if (items.remove(item.key, item)) {
            bytes -= item.bytes();
        }
        notifyAll();
    }

    synchronized List<InFlightMessage> items() {
        return List.copyOf(items.values());
    }

    synchronized int count() {
        return items.size();
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Waits until nothing is in flight, at most the given time; returns whether that is so. */
    synchronized boolean awaitEmpty(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; !items.isEmpty() && left > 0; left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
        return items.isEmpty();
    }
}
