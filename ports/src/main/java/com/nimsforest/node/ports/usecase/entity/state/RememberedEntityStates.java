package com.nimsforest.node.ports.usecase.entity.state;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The states of one nim's entities that were read or written last: as many as fit into a part of the memory, since one may
 * be as large as the servers take a message. Any thread.
 */
final class RememberedEntityStates {
    private static final int MOST_STATES = 10_000;
    private static final long MOST_CHARACTERS = 16L << 20;
    /** What a position or a delayed leaf takes beside its data. */
    private static final int ENTRY = 64;

    private final Map<EntityKey, EntityState> states = new LinkedHashMap<>(64, 0.75f, true);
    private long characters;

    synchronized Optional<EntityState> find(EntityKey key) {
        return Optional.ofNullable(states.get(key));
    }

    synchronized void put(EntityKey key, EntityState state) {
        remove(key);
        states.put(key, state);
        characters += characters(state);
        Iterator<EntityState> eldest = states.values().iterator();
        while (states.size() > MOST_STATES || characters > MOST_CHARACTERS) {
            characters -= characters(eldest.next());
            eldest.remove();
        }
    }

    synchronized void remove(EntityKey key) {
        EntityState before = states.remove(key);
        if (before != null) {
            characters -= characters(before);
        }
    }

    synchronized void clear() {
        states.clear();
        characters = 0;
    }

    private static long characters(EntityState state) {
        long positions = state.applied().recent().size()
                + state.applied().passedOver().size()
                + state.applied().last().size();
        long delayed = state.delayed().leaves().stream()
                .mapToLong(leaf -> ENTRY + leaf.data().text().length())
                .sum();
        return state.value().map(JsonPayload::text).map(String::length).orElse(0) + ENTRY * (1 + positions) + delayed;
    }
}
