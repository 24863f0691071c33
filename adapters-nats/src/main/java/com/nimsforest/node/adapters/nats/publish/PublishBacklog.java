package com.nimsforest.node.adapters.nats.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages that are not under way yet: those that may go, and those behind one with the same key. For a lane, in turn. */
final class PublishBacklog {
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

    @Nullable
    PendingPublish next() {
        return ready.poll();
    }

    /** The message that was given out is done with: the one behind it may go. */
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

    /** Takes out those whose time is up. */
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
