package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.failure.CompletionFailures;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Observes the effects of the events of one run: their composts, read from the tail of the humus, and their entities in
 * the soil. Any thread.
 */
public final class EffectObserver implements AutoCloseable {
    /**
     * The effects of some events.
     *
     * @param effects how many composts there are of each
     * @param stored those that have an entity
     * @param seenByLeadersOnly those that only the leaders reported: keys and tail may be read from any replica
     */
    public record Found(Map<Long, Integer> effects, Set<Long> stored, Set<Long> seenByLeadersOnly) {
        public Found {
            effects = Map.copyOf(effects);
            stored = Set.copyOf(stored);
            seenByLeadersOnly = Set.copyOf(seenByLeadersOnly);
        }
    }

    private final Soil soil;
    private final Humus humus;
    private final String prefix;
    private final Map<Long, Set<HumusSlot>> composts = new ConcurrentHashMap<>();
    private final Subscription tail;

    /**
     * Starts to read the tail of the humus.
     *
     * @param prefix what the keys of the run's entities begin with; the rest of each is the event's number
     */
    public EffectObserver(Soil soil, Humus humus, String prefix) {
        this.soil = requireNonNull(soil, "soil");
        this.humus = requireNonNull(humus, "humus");
        this.prefix = requireNonNull(prefix, "prefix");
        this.tail = humus.tail(this::record);
    }

    /** The events that have an entity. */
    public Set<Long> entities() {
        return soil.keys("").stream()
                .map(EntityKey::value)
                .filter(this::belongsToRun)
                .map(this::number)
                .collect(Collectors.toSet());
    }

    /** How many composts there are of each event. */
    public Map<Long, Integer> effects() {
        Map<Long, Integer> effects = new TreeMap<>();
        composts.forEach((number, slots) -> effects.put(number, slots.size()));
        return effects;
    }

    /** The effects; the leaders are asked about those of the wanted events that are missing. Fails as {@link Soil#dig}. */
    public Found find(Set<Long> wanted) {
        Map<Long, Integer> effects = effects();
        Set<Long> stored = new TreeSet<>(entities());
        Set<Long> seenByLeadersOnly = wanted.stream()
                .filter(number -> !stored.contains(number) || !effects.containsKey(number))
                .filter(this::isStoredAtLeaders)
                .collect(Collectors.toSet());
        stored.addAll(seenByLeadersOnly);
        seenByLeadersOnly.forEach(number -> effects.putIfAbsent(number, 1));
        return new Found(effects, stored, seenByLeadersOnly);
    }

    private boolean isStoredAtLeaders(long number) {
        EntityKey entity = EntityKey.of(prefix + number);
        return soil.dig(entity)
                .flatMap(entry -> compost(entry.source()))
                .filter(compost -> compost.entity().equals(entity))
                .isPresent();
    }

    private Optional<Compost> compost(HumusSlot slot) {
        return CompletionFailures.join(humus.at(slot)).map(HumusEntry::compost);
    }

    @Override
    public void close() {
        tail.close();
    }

    private void record(HumusEntry entry) {
        String key = entry.compost().entity().value();
        if (belongsToRun(key)) {
            composts.computeIfAbsent(number(key), number -> ConcurrentHashMap.newKeySet())
                    .add(entry.slot());
        }
    }

    private boolean belongsToRun(String key) {
        return key.startsWith(prefix);
    }

    private Long number(String key) {
        return Long.valueOf(key.substring(prefix.length()));
    }
}
