package com.nimsforest.node.ports.usecase.entity.state;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.DroppedComposts;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.entity.AppliedLeaves;
import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.execution.RequestLimit;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads the states of one nim's entities: from the last compost, which is newer than the soil, and from the soil when the
 * humus holds none any more. Remembers what it read and wrote last, which only spares a request: whoever writes expects
 * what was read. Any thread.
 */
public final class EntityStateReader {
    /** A state may be as large as a message can be, and all come over one connection. */
    private static final int MOST_AT_ONCE = 16;

    private final Token nim;
    private final int version;
    private final EntityHumus states;
    private final Humus humus;
    private final Soil soil;
    private final RememberedEntityStates known = new RememberedEntityStates();
    private final RequestLimit requests = new RequestLimit(MOST_AT_ONCE);

    public EntityStateReader(Token nim, int version, EntityHumus states, Humus humus, Soil soil) {
        this.nim = nim;
        this.version = version;
        this.states = states;
        this.humus = humus;
        this.soil = soil;
    }

    /**
     * The state; fails with {@code RejectedInputException} when the entity belongs to another nim, with {@code
     * StorageUnavailableException} when it cannot be known now, and with {@code StaleRevisionException} or {@code
     * UnknownOutcomeException} when it has to be read again.
     */
    public CompletionStage<EntityState> read(EntityKey key) {
        Optional<EntityState> remembered = known.find(key);
        return remembered.isPresent()
                ? CompletableFuture.completedFuture(remembered.get())
                : requests.run(() -> current(key));
    }

    private CompletionStage<EntityState> current(EntityKey key) {
        return states.last(nim, key)
                .thenCompose(found ->
                        found.isPresent() ? CompletableFuture.completedFuture(ofCompost(found.get())) : ofAnyNim(key));
    }

    /** What another nim has just made is not in the soil yet; and this nim's may have been added since the humus was asked. */
    private CompletionStage<EntityState> ofAnyNim(EntityKey key) {
        return states.lastOfAnyNim(key).thenCompose(found -> {
            if (found.isEmpty()) {
                return ofSoil(key);
            }
            String owner = found.get().compost().nim();
            return owner.equals(nim.value())
                    ? CompletableFuture.completedFuture(ofCompost(found.get()))
                    : CompletableFuture.failedFuture(belongsToAnother(key, "nim " + owner));
        });
    }

    public void remember(EntityKey key, EntityState state) {
        known.put(key, state);
    }

    public void forget(EntityKey key) {
        known.remove(key);
    }

    public void forgetAll() {
        known.clear();
    }

    private static EntityState ofCompost(HumusEntry entry) {
        EntityProvenance made = entry.compost().provenance().orElseThrow(() -> unknownProvenance("humus"));
        boolean removed = entry.compost().action() == CompostAction.DELETE;
        Optional<JsonPayload> value =
                removed ? Optional.empty() : Optional.of(entry.compost().data());
        return EntityState.of(value, made, entry.slot().sequence());
    }

    /** What the humus dropped must be in the soil before the soil is believed. */
    private CompletionStage<EntityState> ofSoil(EntityKey key) {
        return states.dropped().thenCompose(dropped -> {
            if (dropped == DroppedComposts.PENDING) {
                throw new StorageUnavailableException(
                        "the humus dropped composts that are not yet worked into the soil");
            }
            return soil.survey(key).thenCompose(state -> ofSoil(key, state, dropped));
        });
    }

    private CompletionStage<EntityState> ofSoil(EntityKey key, SoilState state, DroppedComposts dropped) {
        Optional<EntityProvenance> made = state.provenance();
        if (made.isPresent()) {
            return ofOwner(key, state, made.get());
        }
        boolean isEntry = state instanceof SoilEntry;
        boolean isOfOurNodes = !state.source().equals(HumusSlot.none());
        if (isEntry && isOfOurNodes) {
            return ofPlainNim(key, state);
        }
        boolean isFree = isOfOurNodes || state.revision().value() == 0;
        if (isEntry || !isFree) {
            return CompletableFuture.failedFuture(unknownProvenance("soil"));
        }
        return dropped == DroppedComposts.NONE
                ? CompletableFuture.completedFuture(EntityState.none(version))
                : confirmed(key, state, new EntityProvenance(nim, version, AppliedLeaves.none()));
    }

    private CompletionStage<EntityState> ofOwner(EntityKey key, SoilState state, EntityProvenance made) {
        return made.nim().equals(nim)
                ? confirmed(key, state, made)
                : CompletableFuture.failedFuture(belongsToAnother(key, "nim " + made.nim()));
    }

    /**
     * Writes again what was read, on the condition that it is what is there: a server that does not know that it leads no
     * more may answer a reading with what was true before, and the humus, which holds nothing of this entity, could not
     * tell.
     */
    private CompletionStage<EntityState> confirmed(EntityKey key, SoilState state, EntityProvenance made) {
        Optional<EntityProvenance> provenance = Optional.of(made);
        Optional<JsonPayload> value = state instanceof SoilEntry entry ? Optional.of(entry.value()) : Optional.empty();
        SoilChange same = value.isPresent()
                ? new SoilChange.Put(key, value.get(), state.revision(), state.source(), provenance)
                : new SoilChange.Remove(key, state.revision(), state.source(), provenance);
        return soil.bury(same).thenApply(revision -> EntityState.of(value, made, 0));
    }

    /** Of this nim's own name it is what the nim wrote before it was an entity nim. */
    private CompletionStage<EntityState> ofPlainNim(EntityKey key, SoilState state) {
        return humus.at(state.source()).thenCompose(entry -> {
            String owner = entry.map(there -> there.compost().nim()).orElse("");
            return owner.equals(nim.value())
                    ? confirmed(key, state, new EntityProvenance(nim, 1, AppliedLeaves.none()))
                    : CompletableFuture.failedFuture(
                            belongsToAnother(key, owner.isEmpty() ? "a nim that is no entity nim" : "nim " + owner));
        });
    }

    private RejectedInputException belongsToAnother(EntityKey key, String owner) {
        return new RejectedInputException(
                "entity " + key + " was written by " + owner + ": entity nim " + nim + " may not change it");
    }

    private static StorageUnavailableException unknownProvenance(String where) {
        return new StorageUnavailableException("its last version in the " + where
                + " does not say which leaves are in it, since another client or kind of node wrote it");
    }
}
