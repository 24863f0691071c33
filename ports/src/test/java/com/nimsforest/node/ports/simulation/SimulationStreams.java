package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.river.AskedRiverPatterns;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.fakes.FaultScript;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The streams of the fakes, far away and with faults. */
final class SimulationStreams {
    private final SimulationContext world;
    private final InMemoryForest forest;
    private final SimulationNetwork wire;

    SimulationStreams(SimulationContext world, InMemoryForest forest, SimulationNetwork wire) {
        this.world = world;
        this.forest = forest;
        this.wire = wire;
    }

    private <T> CompletionStage<T> write(String what, FaultScript script, Supplier<CompletionStage<T>> request) {
        return wire.call(() -> what, () -> {
            if (wire.isConnected()) {
                world.faults.tellWrite(script);
            }
            return request.get();
        });
    }

    private MessageId id(String stream, MessageId id) {
        return world.mutant.id(stream, id, world.random.nextLong());
    }

    River river() {
        return new River() {
            @Override
            public CompletionStage<PublishReceipt> flow(MessageId id, RiverData data) {
                MessageId sent = id("RIVER", id);
                return write(
                        "river " + sent,
                        forest.river().script(),
                        () -> forest.river().flow(sent, data));
            }

            @Override
            public Subscription observe(Set<SubjectPattern> patterns, DeliveryHandler<RiverData> handler) {
                return forest.river().observe(patterns, wire.handler("trees", handler));
            }

            @Override
            public Subscription retry(Token tree, Set<SubjectPattern> patterns, DeliveryHandler<RiverData> handler) {
                return forest.river().retry(tree, patterns, wire.handler("tree-" + tree, handler));
            }

            @Override
            public CompletionStage<AskedRiverPatterns> asked() {
                return wire.call(() -> "asked", () -> forest.river().asked());
            }
        };
    }

    Leaves leaves() {
        return new Leaves() {
            @Override
            public CompletionStage<Boolean> keep(MessageId id, Leaf leaf, Optional<LeafOrigin> origin) {
                MessageId sent = id("LEAVES", id);
                return write(
                        "leaf " + sent,
                        forest.leaves().script(),
                        () -> forest.leaves().keep(sent, leaf, origin));
            }

            @Override
            public Subscription gather(Token nim, Set<SubjectPattern> patterns, DeliveryHandler<Leaf> handler) {
                return forest.leaves().gather(nim, patterns, wire.handler("nim-" + nim, handler));
            }
        };
    }

    Humus humus() {
        return new Humus() {
            @Override
            public CompletionStage<PublishReceipt> add(MessageId id, Token nim, Compost compost) {
                MessageId sent = id("HUMUS", id);
                return write(
                        "compost " + sent + " on " + compost.entity(),
                        forest.humus().script(),
                        () -> forest.humus().add(sent, nim, compost));
            }

            @Override
            public Subscription decompose(DeliveryHandler<HumusEntry> handler) {
                return forest.humus().decompose(wire.handler("decomposer", delivery -> {
                    HumusEntry entry = delivery.message();
                    HumusEntry seen = new HumusEntry(world.mutant.slot(entry.slot()), entry.compost());
                    return handler.handle(delivery.saying(seen));
                }));
            }

            @Override
            public List<HumusEntry> latest(int most) {
                return forest.humus().latest(most);
            }

            @Override
            public CompletionStage<Optional<HumusEntry>> at(HumusSlot slot) {
                return wire.call(() -> "humus at " + slot, () -> forest.humus().at(slot));
            }

            @Override
            public Subscription tail(Consumer<HumusEntry> listener) {
                return forest.humus().tail(listener);
            }
        };
    }
}
