package com.nimsforest.node.bootstrap.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.Slot;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What becomes of the events of one run: their composts, heard from the humus from the beginning on, and their entities in
 * the soil. Any thread.
 */
public final class Ground implements AutoCloseable {
    private final Soil soil;
    private final String prefix;
    private final Map<Long, Set<Slot>> composts = new ConcurrentHashMap<>();
    private final Subscription tail;

    /**
     * Begins to listen.
     *
     * @param prefix what the keys of the run's entities begin with; the rest of each is the event's number
     */
    public Ground(Soil soil, Humus humus, String prefix) {
        this.soil = requireNonNull(soil, "soil");
        this.prefix = requireNonNull(prefix, "prefix");
        this.tail = humus.tail(this::hear);
    }

    /** The events that have an entity. */
    public Set<Long> there() {
        return soil.keys().stream()
                .map(EntityKey::value)
                .filter(this::ours)
                .map(this::number)
                .collect(Collectors.toSet());
    }

    /** How many composts there are of each event. */
    public Map<Long, Integer> effects() {
        Map<Long, Integer> effects = new TreeMap<>();
        composts.forEach((number, slots) -> effects.put(number, slots.size()));
        return effects;
    }

    @Override
    public void close() {
        tail.close();
    }

    private void hear(HumusEntry entry) {
        String key = entry.compost().entity().value();
        if (ours(key)) {
            composts.computeIfAbsent(number(key), number -> ConcurrentHashMap.newKeySet())
                    .add(entry.slot());
        }
    }

    private boolean ours(String key) {
        return key.startsWith(prefix);
    }

    private Long number(String key) {
        return Long.valueOf(key.substring(prefix.length()));
    }
}
