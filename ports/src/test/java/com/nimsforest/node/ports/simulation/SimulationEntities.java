package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.DroppedComposts;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.entity.AppliedLeaves;
import com.nimsforest.node.domain.entity.DelayedLeaves;
import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.entity.OriginFloors;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.EntityLeafHandler;
import com.nimsforest.node.ports.driven.EntityLeaves;
import com.nimsforest.node.ports.driven.LeafOwnership;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The ports of entity nims on the fakes, far away, with faults, and with the mistakes that have to be found. */
final class SimulationEntities {
    private record Answer(Instant at, Optional<HumusEntry> entry) {}

    /** A server without a majority steps down after that ({@code lostQuorumIntervalDefault} in raft.go of nats-server). */
    private static final Duration LEADS_NO_MORE = Duration.ofSeconds(10);

    private final SimulationContext world;
    private final InMemoryForest forest;
    private final SimulationNetwork wire;
    private final Map<EntityKey, List<Answer>> answers = new HashMap<>();

    SimulationEntities(SimulationContext world, InMemoryForest forest, SimulationNetwork wire) {
        this.world = world;
        this.forest = forest;
        this.wire = wire;
    }

    EntityLeaves leaves() {
        return new EntityLeaves() {
            @Override
            public LeafOwnership own(Token nim, Set<SubjectPattern> patterns, EntityLeafHandler handler) {
                return forest.entityLeaves().own(nim, patterns, far("entity-" + nim, handler));
            }
        };
    }

    private EntityLeafHandler far(String consumer, EntityLeafHandler handler) {
        DeliveryHandler<Leaf> taking = wire.handler(consumer, handler::take);
        return new EntityLeafHandler(
                () -> {
                    wire.trace(() -> "owns " + consumer);
                    handler.begin();
                },
                delivery -> {
                    CompletionStage<Verdict> verdict = taking.handle(delivery);
                    if (world.mutant.waitsForNothingBefore()) {
                        handler.complete(new OriginFloors(Map.of()));
                    }
                    return verdict;
                },
                floors -> {
                    wire.trace(() -> consumer + " is in order up to " + floors);
                    handler.complete(floors);
                });
    }

    EntityHumus humus() {
        return new EntityHumus() {
            @Override
            public CompletionStage<Optional<HumusEntry>> last(Token nim, EntityKey entity) {
                return wire.call(() -> "last compost of " + entity, () -> read(() -> lastOrStale(nim, entity)));
            }

            @Override
            public CompletionStage<Optional<HumusEntry>> lastOfAnyNim(EntityKey entity) {
                return wire.call(
                        () -> "last compost of any nim of " + entity,
                        () -> read(() -> forest.entityHumus().lastOfAnyNim(entity)));
            }

            @Override
            public CompletionStage<Long> add(Token nim, Compost compost, long expected) {
                return wire.call(() -> "state of " + compost.entity() + " on " + expected, () -> {
                    if (wire.isConnected()) {
                        world.faults.tellWrite(forest.entityHumus().script());
                    }
                    if (world.mutant.expectsNothing()) {
                        return addBlindly(nim, compost);
                    }
                    return world.mutant.dropsInTwoSteps() && dropsWhatIsDue(compost)
                            ? addInTwoSteps(nim, compost, expected)
                            : forest.entityHumus().add(nim, mistaken(compost), expected);
                });
            }

            @Override
            public CompletionStage<DroppedComposts> dropped() {
                return wire.call(
                        () -> "what was dropped",
                        () -> read(() -> forest.entityHumus().dropped()));
            }

            @Override
            public Subscription announce(DeliveryHandler<HumusEntry> handler) {
                return forest.entityHumus().announce(wire.handler("leaves", handler));
            }
        };
    }

    private <T> CompletionStage<T> read(Supplier<CompletionStage<T>> request) {
        if (wire.isConnected()) {
            world.faults.tellRead(forest.entityHumus().reads());
        }
        return request.get();
    }

    private CompletionStage<Long> addBlindly(Token nim, Compost compost) {
        return forest.entityHumus()
                .last(nim, compost.entity())
                .thenCompose(last -> forest.entityHumus()
                        .add(
                                nim,
                                compost,
                                last.map(entry -> entry.slot().sequence()).orElse(0L)));
    }

    private static boolean dropsWhatIsDue(Compost compost) {
        return compost.leaves().stream().anyMatch(leaf -> leaf.subject().value().startsWith(SimulationPlanner.LATER));
    }

    /** With all that waited before, and a while later without what is due. */
    private CompletionStage<Long> addInTwoSteps(Token nim, Compost compost, long expected) {
        EntityProvenance made = compost.provenance().orElseThrow();
        Compost second = compost.dropping(List.of());
        return forest.entityHumus()
                .last(nim, compost.entity())
                .thenCompose(last -> forest.entityHumus()
                        .add(
                                nim,
                                compost.of(last.flatMap(entry -> entry.compost().provenance())
                                        .orElse(made)),
                                expected))
                .thenCompose(sequence -> wire.call(
                        () -> "second step of " + compost.entity(),
                        () -> forest.entityHumus().add(nim, second, sequence)));
    }

    private Compost mistaken(Compost compost) {
        EntityProvenance made = compost.provenance().orElseThrow();
        return !made.delayed().isEmpty()
                        && world.mutant.losesWhatIsDelayed(compost.data().text().hashCode())
                ? compost.of(new EntityProvenance(
                        made.nim(), made.version(), made.applied(), made.expires(), DelayedLeaves.none()))
                : compost;
    }

    /** The present answer, or at times one from before, as a server gives it that does not know that it leads no more. */
    private CompletionStage<Optional<HumusEntry>> lastOrStale(Token nim, EntityKey entity) {
        return forest.entityHumus().last(nim, entity).thenApply(now -> {
            List<Answer> before = answers.computeIfAbsent(entity, any -> new ArrayList<>());
            before.add(new Answer(world.clock.instant(), now));
            before.removeIf(old -> old.at().plus(LEADS_NO_MORE).isBefore(world.clock.instant()));
            Optional<HumusEntry> answer =
                    world.faults.isStale() ? world.faults.oneOf(before).entry() : now;
            return answer.map(this::mistaken);
        });
    }

    private HumusEntry mistaken(HumusEntry entry) {
        if (world.mutant.readsTheSoil()) {
            return ofSoil(entry);
        }
        if (!world.mutant.knowsNoAppliedLeaves()) {
            return entry;
        }
        Compost compost = entry.compost();
        EntityProvenance made = compost.provenance().orElseThrow();
        return new HumusEntry(
                entry.slot(),
                compost.of(new EntityProvenance(
                        made.nim(), made.version(), AppliedLeaves.none(), made.expires(), made.delayed())));
    }

    private HumusEntry ofSoil(HumusEntry entry) {
        SoilState soil = forest.soil()
                .survey(entry.compost().entity())
                .toCompletableFuture()
                .join();
        return soil instanceof SoilEntry state && state.provenance().isPresent()
                ? new HumusEntry(
                        entry.slot(),
                        new Compost(
                                        entry.compost().entity(),
                                        entry.compost().action(),
                                        state.value(),
                                        entry.compost().nim(),
                                        entry.compost().time())
                                .of(state.provenance().get()))
                : entry;
    }
}
