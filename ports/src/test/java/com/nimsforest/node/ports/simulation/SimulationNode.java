package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.message.Receipt;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.Intake;
import com.nimsforest.node.ports.usecase.NimKeeper;
import com.nimsforest.node.ports.usecase.Pipeline;
import com.nimsforest.node.ports.usecase.TreeKeeper;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One life of one node: the use cases as they run everywhere, on ports that fail. */
final class SimulationNode {
    private final SimulationWorld world;
    private final String name;
    private final InMemoryForest forest;
    private final SimulationWire wire;
    private final Intake intake;

    /** Starts it. */
    SimulationNode(SimulationWorld world, String name, boolean knowsTheRare) {
        this.world = world;
        this.name = name;
        this.forest = new InMemoryForest(world.servers, world.clock);
        this.wire = new SimulationWire(world, forest, name);
        Instruments instruments = Instruments.none();
        SimulationStreams streams = new SimulationStreams(world, forest, wire);
        River river = streams.river();
        Leaves leaves = streams.leaves();
        Humus humus = streams.humus();
        Soil soil = new SimulationSoil(world, forest.soil(), wire);
        SimulationBusiness business = new SimulationBusiness(world.faults);
        this.intake = new Intake(river, this::health, instruments, world.clock);
        new Pipeline(
                        new NimKeeper(leaves, humus, soil, forest.wind(), business.nims(), this::work, instruments),
                        new Decomposer(humus, soil, instruments),
                        new TreeKeeper(river, leaves, business.trees(knowsTheRare), instruments))
                .start();
        wire.trace(() -> "starts");
    }

    private void work(Runnable task) {
        wire.later(world.faults.underWay(), task);
    }

    private HealthReport health() {
        boolean ready = wire.isConnected();
        return new HealthReport(name, "", world.clock.instant(), ready, ready ? "" : "cut off", List.of());
    }

    CompletionStage<Receipt> take(SimulationEvent event) {
        return intake.take(event.subject(), event.data(), Optional.of(event.messageId()));
    }

    void crash() {
        wire.trace(() -> "crashes");
        wire.cut();
        forest.crash();
    }

    void disconnect() {
        wire.trace(() -> "is cut off");
        forest.disconnect();
    }

    void restore() {
        wire.trace(() -> "is connected again");
        forest.restore();
    }
}
