package com.nimsforest.node.adapters.nats.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are not in flight yet. Of those with one key only the first may be sent; the others wait in order until it is
 * complete. Not thread-safe: for one queue.
 */
final class KeyOrderedBacklog {
    private final Deque<PendingPublish> ready = new ArrayDeque<>();
    private final Map<String, Deque<PendingPublish>> behind = new HashMap<>();

    void add(PendingPublish message) {
        if (message.orderKey().isPresent()) {
            Deque<PendingPublish> queue = behind.get(message.orderKey().get());
            if (queue != null) {
                queue.add(message);
                return;
            }
            behind.put(message.orderKey().get(), new ArrayDeque<>());
        }
        ready.add(message);
    }

    /** Those that may be sent, in order. */
    Collection<PendingPublish> ready() {
        return Collections.unmodifiableCollection(ready);
    }

    @Nullable
    PendingPublish next() {
        return ready.poll();
    }

    /** The message is complete: the next one with the same key may be sent. */
    void release(PendingPublish message) {
        message.orderKey().ifPresent(key -> {
            Deque<PendingPublish> queue = behind.get(key);
            PendingPublish next = queue == null ? null : queue.poll();
            if (next == null) {
                behind.remove(key);
            } else {
                ready.add(next);
            }
        });
    }

    /** Removes the messages whose deadline has passed. */
    List<PendingPublish> expired(long now) {
        List<PendingPublish> expired = new ArrayList<>();
        ready.removeIf(message -> message.isExpired(now) && expired.add(message));
        List.copyOf(expired).forEach(this::release);
        behind.values().forEach(queue -> queue.removeIf(message -> message.isExpired(now) && expired.add(message)));
        return expired;
    }

    List<PendingPublish> clear() {
        List<PendingPublish> all = new ArrayList<>(ready);
        behind.values().forEach(all::addAll);
        ready.clear();
        behind.clear();
        return all;
    }
}
