package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.fakes.FakeEntityStateCodec;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.NimLeafDispatcher;
import com.nimsforest.node.ports.usecase.NodePipeline;
import com.nimsforest.node.ports.usecase.RiverIntakeService;
import com.nimsforest.node.ports.usecase.TreeInputDispatcher;
import com.nimsforest.node.ports.usecase.entity.EntityLeafAnnouncer;
import com.nimsforest.node.ports.usecase.entity.EntityNimDispatcher;
import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** One life of one node: the use cases as they run everywhere, on ports that fail. */
final class SimulationNode {
    private final SimulationContext world;
    private final String name;
    private final InMemoryForest forest;
    private final SimulationNetwork wire;
    private final River river;
    private final RiverIntakeService intake;
    private final PluginInvoker invoker;
    private final Decomposer decomposer;
    private final EntityNimDispatcher entityNims;

    /** Starts it. */
    SimulationNode(SimulationContext world, String name, boolean knowsTheRare) {
        this.world = world;
        this.name = name;
        this.forest = new InMemoryForest(world.servers, world.clock);
        this.wire = new SimulationNetwork(world, forest, name);
        NodeMetrics instruments = NodeMetrics.none();
        SimulationStreams streams = new SimulationStreams(world, forest, wire);
        this.river = streams.river();
        Leaves leaves = streams.leaves();
        Humus humus = streams.humus();
        Soil soil = new SimulationSoil(world, forest.soil(), wire);
        SimulationEntities entities = new SimulationEntities(world, forest, wire);
        SimulationPlugins business = new SimulationPlugins(world.faults);
        this.intake = new RiverIntakeService(river, this::health, instruments, world.clock);
        this.invoker = new PluginInvoker(this::work, world.time, PluginCallJournal.none());
        this.decomposer = new Decomposer(humus, soil, instruments);
        this.entityNims = new EntityNimDispatcher(
                entities.leaves(),
                entities.humus(),
                humus,
                soil,
                new FakeEntityStateCodec(),
                entityNims(world),
                invoker,
                world.time,
                world.clock,
                instruments);
        new NodePipeline(
                        new NimLeafDispatcher(
                                leaves, humus, soil, forest.wind(), business.nims(), invoker, instruments),
                        decomposer,
                        new TreeInputDispatcher(river, leaves, business.trees(knowsTheRare), invoker, instruments))
                .with(entityNims, new EntityLeafAnnouncer(entities.humus(), leaves, instruments))
                .start();
        wire.trace(() -> "starts");
    }

    private static List<EntityNim<?>> entityNims(SimulationContext world) {
        return Stream.of(
                        SimulationCounter.both(world.faults),
                        world.plans ? SimulationPlanner.both(world.faults, world.clock) : List.<EntityNim<?>>of())
                .flatMap(List::stream)
                .toList();
    }

    private void work(Runnable task) {
        // A plug-in that never returns is one that never ran, for those who wait for it.
        if (!world.faults.isHanging()) {
            wire.later(world.faults.underWay(), task);
        }
    }

    private HealthReport health() {
        boolean ready = wire.isConnected();
        return HealthReport.ofFindings(
                name,
                "",
                world.clock.instant(),
                ready ? List.of() : List.of(HealthFinding.of(ProblemKind.NOT_CONNECTED)));
    }

    /** What it says of itself; empty when that is nothing. */
    List<HealthFinding> problems() {
        return Stream.of(invoker.problems(), decomposer.problems(), entityNims.problems(), health().findings())
                .flatMap(List::stream)
                .toList();
    }

    /** What no tree knows is refused by the intake, so other clients send it. */
    CompletionStage<PublishReceipt> take(SimulationEvent event) {
        if (event.kind() == SimulationEvent.Kind.STRANGER) {
            return river.flow(event.messageId(), new RiverData(event.subject(), event.data(), world.clock.instant()));
        }
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
