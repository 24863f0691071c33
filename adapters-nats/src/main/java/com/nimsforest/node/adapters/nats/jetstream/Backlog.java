package com.nimsforest.node.adapters.nats.jetstream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages that are not under way yet: those that may go, and those behind one with the same key. For a lane, in turn. */
final class Backlog {
    private final Deque<Outgoing> ready = new ArrayDeque<>();
    private final Map<String, Deque<Outgoing>> behind = new HashMap<>();

    void add(Outgoing message) {
        if (message.orderKey().isPresent()) {
            Deque<Outgoing> queue = behind.get(message.orderKey().get());
            if (queue != null) {
                queue.add(message);
                return;
            }
            behind.put(message.orderKey().get(), new ArrayDeque<>());
        }
        ready.add(message);
    }

    @Nullable
    Outgoing next() {
        return ready.poll();
    }

    /** The message that was given out is done with: the one behind it may go. */
    void release(Outgoing message) {
        message.orderKey().ifPresent(key -> {
            Deque<Outgoing> queue = behind.get(key);
            Outgoing next = queue == null ? null : queue.poll();
            if (next == null) {
                behind.remove(key);
            } else {
                ready.add(next);
            }
        });
    }

    /** Takes out those whose time is up. */
    List<Outgoing> expired(long now) {
        List<Outgoing> expired = new ArrayList<>();
        ready.removeIf(message -> message.isExpired(now) && expired.add(message));
        List.copyOf(expired).forEach(this::release);
        behind.values().forEach(queue -> queue.removeIf(message -> message.isExpired(now) && expired.add(message)));
        return expired;
    }

    List<Outgoing> clear() {
        List<Outgoing> all = new ArrayList<>(ready);
        behind.values().forEach(all::addAll);
        ready.clear();
        behind.clear();
        return all;
    }
}
