package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import io.nats.client.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages in hand, and those that were settled lately. Any thread. */
final class InFlightMessages {
    private static final int REMEMBERED = 8192;

    private final Map<StreamMessageKey, InFlightMessage> items = new HashMap<>();
    private final Map<StreamMessageKey, Settling> settled = new Remembered();
    private long bytes;

    /** How a message was settled for good. */
    enum Settling {
        ACKNOWLEDGED("+ACK"),
        TERMINATED("+TERM");

        final String word;

        Settling(String word) {
            this.word = word;
        }
    }

    /** The message as a new item; null when it was in hand already, and has its new reply. */
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

    /** How the message was settled before; null when it was not, as far as is known. */
    @Nullable
    synchronized Settling settled(StreamMessageKey key) {
        return settled.get(key);
    }

    synchronized void settle(InFlightMessage item, Settling how) {
        settled.put(item.key, how);
    }

    /** The message leaves the hand. */
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

    /** Waits until nothing is in hand, at most the given time; returns whether that is so. */
    synchronized boolean awaitEmpty(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; !items.isEmpty() && left > 0; left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
        return items.isEmpty();
    }

    private static final class Remembered extends LinkedHashMap<StreamMessageKey, Settling> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamMessageKey, Settling> eldest) {
            return size() > REMEMBERED;
        }
    }
}
