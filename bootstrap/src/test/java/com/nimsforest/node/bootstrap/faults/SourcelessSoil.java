package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A soil that does not tell which compost its entries reflect. */
record SourcelessSoil(Soil soil) implements Soil {
    @Override
    public Optional<SoilEntry> dig(EntityKey key) {
        return soil.dig(key);
    }

    @Override
    public CompletionStage<SoilState> survey(EntityKey key) {
        return soil.survey(key).thenApply(state -> new SoilState.Bare(key, state.revision(), HumusSlot.none()));
    }

    @Override
    public CompletionStage<Revision> bury(SoilChange change) {
        return soil.bury(change);
    }

    @Override
    public List<EntityKey> keys(String prefix) {
        return soil.keys(prefix);
    }

    @Override
    public Subscription watch(String pattern, Consumer<SoilState> listener) {
        return soil.watch(pattern, listener);
    }
}
