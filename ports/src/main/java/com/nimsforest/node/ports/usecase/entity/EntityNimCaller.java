package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.entity.DelayedLeaves;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.ports.driven.EntityStateCodec;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.ExpiringEntityNim;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.usecase.entity.state.EntityChange;
import com.nimsforest.node.ports.usecase.entity.state.EntityState;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has an entity nim make the next state of an entity. For the threads that run nims; throws what the nim throws. */
final class EntityNimCaller<S> {
    private final EntityNim<S> nim;
    private final EntityStateCodec codec;
    private final Soil soil;
    private final Clock clock;

    EntityNimCaller(EntityNim<S> nim, EntityStateCodec codec, Soil soil, Clock clock) {
        this.nim = nim;
        this.codec = codec;
        this.soil = soil;
        this.clock = clock;
    }

    EntityChange apply(Leaf leaf, EntityState state) {
        EntityEffectRecorder effects = effects(leaf.time(), state);
        S next = nim.apply(read(state), leaf, effects);
        effects.seal();
        return change(Optional.of(made(next, "apply")), effects);
    }

    EntityChange expire(ExpiringEntityNim<S> expiring, EntityState state) {
        EntityEffectRecorder effects = effects(now(), state);
        Optional<S> present = read(state);
        Optional<S> next = present.isEmpty() ? present : expiring.expired(present.get(), effects);
        effects.seal();
        if (next == null) {
            throw new IllegalStateException("nim " + nim.name() + " returned null from expired");
        }
        return change(next, effects);
    }

    private EntityEffectRecorder effects(Instant time, EntityState state) {
        return new EntityEffectRecorder(nim, time, now(), state.delayed(), soil);
    }

    private EntityChange change(Optional<S> made, EntityEffectRecorder effects) {
        Optional<S> next = effects.isRemoved() ? Optional.empty() : made;
        DelayedLeaves delayed = next.isEmpty() ? DelayedLeaves.none() : effects.waiting();
        return new EntityChange(next.map(codec::write), effects.dropped(), next.flatMap(this::expiry), delayed);
    }

    private Optional<Instant> expiry(S state) {
        return nim instanceof ExpiringEntityNim<S> expiring
                ? made(expiring.expires(state), "expires").map(now()::plus)
                : Optional.empty();
    }

    /** What is null once is null again: the nim is not called again for the same leaf. */
    private <T> T made(@Nullable T value, String call) {
        if (value == null) {
            throw new RejectedInputException("nim " + nim.name() + " returned null from " + call);
        }
        return value;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Optional<S> read(EntityState state) {
        return state.value().map(value -> codec.read(upgraded(value, state.version()), nim.stateType()));
    }

    private JsonPayload upgraded(JsonPayload value, int version) {
        return version < nim.version() ? made(nim.upgrade(value, version), "upgrade") : value;
    }
}
