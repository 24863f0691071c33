package com.nimsforest.node.bootstrap.demo;

import com.nimsforest.node.adapters.nats.entity.NatsEntityStateCodec;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driving.DelayedEffects;
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.UnguardedEntityReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives an entity nim its state as the forest does, and remembers what it did, in order. */
final class RecordingEntities implements EntityEffects {
    record Dropped(Subject subject, JsonPayload data) {}

    record Changed(EntityKey entity, JsonPayload data) {}

    final List<Object> deeds = new ArrayList<>();
    private final NatsEntityStateCodec codec = new NatsEntityStateCodec();
    private final Map<EntityKey, JsonPayload> states = new HashMap<>();

    <S> void apply(EntityNim<S> nim, Leaf leaf) {
        EntityKey entity = nim.entity(leaf);
        Optional<S> now = Optional.ofNullable(states.get(entity)).map(state -> codec.read(state, nim.stateType()));
        JsonPayload next = codec.write(nim.apply(now, leaf, this));
        if (!next.equals(states.put(entity, next))) {
            deeds.add(new Changed(entity, next));
        }
    }

    JsonPayload state(String entity) {
        return states.get(EntityKey.of(entity));
    }

    @Override
    public void drop(Subject subject, JsonPayload data) {
        deeds.add(new Dropped(subject, data));
    }

    @Override
    public void remove() {
        throw new AssertionError("nothing is removed here");
    }

    @Override
    public DelayedEffects delayed() {
        throw new AssertionError("nothing is delayed here");
    }

    @Override
    public UnguardedEntityReader unguarded() {
        throw new AssertionError("no other entity counts here");
    }

    List<Changed> changes() {
        return all(Changed.class);
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
