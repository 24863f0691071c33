package com.nimsforest.node.ports.usecase.entity.state;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.entity.AppliedLeaves;
import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Adds changes of one nim's entities to the humus. Any thread. */
public final class EntityStateWriter {
    private final Token nim;
    private final EntityHumus humus;
    private final EntityStateReader states;
    private final NodeMetrics instruments;

    public EntityStateWriter(Token nim, EntityHumus humus, EntityStateReader states, NodeMetrics instruments) {
        this.nim = nim;
        this.humus = humus;
        this.states = states;
        this.instruments = instruments;
    }

    /** Adds it if the state is still the given one; fails as {@link EntityHumus#add}. */
    public CompletionStage<EntityState> add(
            EntityKey key, EntityState state, EntityChange change, int version, AppliedLeaves applied, Instant time) {
        EntityProvenance made = new EntityProvenance(nim, version, applied, change.expires(), change.delayed());
        Compost compost = new Compost(
                        key,
                        change.next().isPresent() ? CompostAction.UPDATE : CompostAction.DELETE,
                        change.next().orElse(JsonPayload.NULL),
                        nim.value(),
                        time)
                .of(made)
                .dropping(change.dropped());
        return humus.add(nim, compost, state.sequence()).thenApply(sequence -> {
            instruments.add(Count.COMPOSTS_ADDED);
            EntityState next = EntityState.of(change.next(), made, sequence);
            states.remember(key, next);
            return next;
        });
    }
}
