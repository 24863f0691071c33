package com.nimsforest.node.bootstrap.demo;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driving.Forest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers what a nim did, in order, and applies composts to its soil at once. */
final class RecordingForest implements Forest {
    record Dropped(Subject subject, JsonPayload data) {}

    record Composted(CompostAction action, EntityKey entity, JsonPayload data) {}

    final List<Object> deeds = new ArrayList<>();
    private final Map<EntityKey, JsonPayload> soil = new HashMap<>();

    @Override
    public void drop(Subject subject, JsonPayload data) {
        deeds.add(new Dropped(subject, data));
    }

    @Override
    public void compost(CompostAction action, EntityKey entity, JsonPayload data) {
        deeds.add(new Composted(action, entity, data));
        soil.put(entity, data);
    }

    @Override
    public Optional<SoilEntry> dig(EntityKey entity) {
        return Optional.ofNullable(soil.get(entity))
                .map(value -> new SoilEntry(entity, value, Revision.of(1), HumusSlot.none(), Instant.EPOCH));
    }

    List<Composted> composts() {
        return all(Composted.class);
    }

    List<String> droppedSubjects() {
        return all(Dropped.class).stream()
                .map(dropped -> dropped.subject().value())
                .toList();
    }

    private <T> List<T> all(Class<T> kind) {
        return deeds.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
