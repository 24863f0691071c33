package com.nimsforest.node.adapters.nats.jetstream;

import io.nats.client.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages in hand, and those that were settled lately. Any thread. */
final class Hand {
    private static final int REMEMBERED = 8192;

    private final Map<MessageKey, Item> items = new HashMap<>();
    private final Map<MessageKey, Settling> settled = new Remembered();
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
    synchronized Item take(MessageKey key, Message message) {
        Item present = items.get(key);
        if (present != null) {
            present.renew(message);
            return null;
        }
        Item item = new Item(key, message);
        items.put(key, item);
        bytes += item.bytes();
        return item;
    }

    /** How the message was settled before; null when it was not, as far as is known. */
    @Nullable
    synchronized Settling settled(MessageKey key) {
        return settled.get(key);
    }

    synchronized void settle(Item item, Settling how) {
        settled.put(item.key, how);
    }

    /** The message leaves the hand. */
    synchronized void leave(Item item) {
        if (items.remove(item.key, item)) {
            bytes -= item.bytes();
        }
        notifyAll();
    }

    synchronized List<Item> items() {
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

    private static final class Remembered extends LinkedHashMap<MessageKey, Settling> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MessageKey, Settling> eldest) {
            return size() > REMEMBERED;
        }
    }
}
