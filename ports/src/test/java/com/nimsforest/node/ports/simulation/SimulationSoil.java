package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.fakes.InMemorySoil;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The soil of the fakes, far away, with faults, and at times as it was before. */
final class SimulationSoil implements Soil {
    private final SimulationContext world;
    private final InMemorySoil soil;
    private final SimulationNetwork wire;

    SimulationSoil(SimulationContext world, InMemorySoil soil, SimulationNetwork wire) {
        this.world = world;
        this.soil = soil;
        this.wire = wire;
    }

    @Override
    public Optional<SoilEntry> dig(EntityKey key) {
        tellRead();
        return soil.dig(key);
    }

    @Override
    public CompletionStage<SoilState> survey(EntityKey key) {
        return wire.call(() -> "survey of " + key, () -> {
            tellRead();
            return soil.survey(key).thenApply(world::surveyed);
        });
    }

    private void tellRead() {
        if (wire.isConnected()) {
            world.faults.tellRead(soil.reads());
        }
    }

    @Override
    public CompletionStage<Revision> bury(SoilChange change) {
        return wire.call(() -> "burial of " + change, () -> {
            if (!wire.isConnected()) {
                return soil.bury(change);
            }
            world.faults.tellWrite(soil.script());
            if (world.mutant.comparesTooEarly()) {
                return soil.survey(change.key()).thenCompose(now -> buryLater(change, now.revision()));
            }
            return world.mutant.writesBlindly() ? buryWhateverIsThere(change) : soil.bury(change);
        });
    }

    private CompletionStage<Revision> buryLater(SoilChange change, Revision now) {
        if (!on(now, change).equals(change)) {
            return soil.bury(change);
        }
        CompletableFuture<Boolean> passedOn = new CompletableFuture<>();
        world.later(world.faults.underWay(), () -> passedOn.complete(true));
        return passedOn.thenCompose(arrived -> buryWhateverIsThere(change));
    }

    private CompletionStage<Revision> buryWhateverIsThere(SoilChange change) {
        return soil.survey(change.key()).thenCompose(now -> soil.bury(on(now.revision(), change)));
    }

    private static SoilChange on(Revision revision, SoilChange change) {
        if (change instanceof SoilChange.Put put) {
            return new SoilChange.Put(put.key(), put.value(), revision, put.source());
        }
        return change instanceof SoilChange.Remove remove
                ? new SoilChange.Remove(remove.key(), revision, remove.source())
                : change;
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
