package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.DecompositionRules;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Hop;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the humus into the soil by guarded compare-and-set, so that each compost has its effect once, whoever applies it
 * and however often. Entries of one entity are applied one after another, those of different entities side by side.
 */
public final class Decomposer {
    private static final Logger LOG = LoggerFactory.getLogger(Decomposer.class);

    /** How often a compare-and-set may be lost in a row before the entry goes back to the humus. */
    static final int MOST_CONFLICTS = 50;

    /** The number of conflicts of a write that was tried without a survey: its refusal is none. */
    private static final int NOT_SURVEYED = -1;

    private final Humus humus;
    private final Soil soil;
    private final NodeMetrics instruments;
    private final EntityOwnerCheck owners;
    private volatile Optional<HealthFinding> lost = Optional.empty();
    private final Map<EntityKey, CompletableFuture<Verdict>> inFlight = new ConcurrentHashMap<>();

    public Decomposer(Humus humus, Soil soil, NodeMetrics instruments) {
        this.humus = requireNonNull(humus, "humus");
        this.soil = requireNonNull(soil, "soil");
        this.instruments = requireNonNull(instruments, "instruments");
        this.owners = new EntityOwnerCheck(humus);
    }

    public Subscription start() {
        return humus.decompose(this::decompose);
    }

    private CompletionStage<Verdict> decompose(MessageDelivery<HumusEntry> delivery) {
        NodeMetrics.Passage passage = instruments.begin(Hop.DECOMPOSER);
        HumusEntry entry = delivery.message();
        CompletableFuture<Verdict> applied = inFlight.compute(entry.compost().entity(), (key, before) -> {
            CompletableFuture<Verdict> turn = before == null
                    ? begin(entry).toCompletableFuture()
                    : before.handle((verdict, failure) -> entry)
                            .thenCompose(this::begin)
                            .toCompletableFuture();
            return turn;
        });
        applied.whenComplete((verdict, failure) -> {
            inFlight.remove(entry.compost().entity(), applied);
            passage.end();
        });
        return applied;
    }

    /** The first of an entity is written at once, on the condition that the soil has nothing; only a refusal asks for a survey. */
    private CompletionStage<Verdict> begin(HumusEntry entry) {
        if (!entry.compost().isFirst()) {
            return apply(entry, 0);
        }
        SoilState untouched = SoilState.untouched(entry.compost().entity());
        return change(entry, untouched, DecompositionRules.of(entry, untouched), NOT_SURVEYED);
    }

    private CompletionStage<Verdict> apply(HumusEntry entry, int conflicts) {
        return soil.survey(entry.compost().entity()).thenCompose(current -> weigh(entry, current, conflicts));
    }

    private CompletionStage<Verdict> weigh(HumusEntry entry, SoilState current, int conflicts) {
        SoilChange usual = DecompositionRules.of(entry, current);
        if (!DecompositionRules.isContradicted(entry, current)) {
            return change(entry, current, usual, conflicts);
        }
        HumusSlot later = current.source().compareTo(entry.slot()) >= 0 ? current.source() : entry.slot();
        return humus.at(later).thenCompose(held -> {
            SoilChange change = DecompositionRules.of(entry, current, held);
            if (!change.equals(usual)) {
                tellOfTheLoss(later);
            }
            return change(entry, current, change, conflicts);
        });
    }

    /** Once: who is told of one place knows what there is to know. */
    private synchronized void tellOfTheLoss(HumusSlot place) {
        if (lost.isEmpty()) {
            lost = Optional.of(HealthFinding.about(place.toString(), ProblemKind.HUMUS_LOST_TAIL));
            LOG.error("{}; see docs/RUNBOOK.md#humus-lost-its-tail", lost.get().reason());
        }
    }

    /** What a person has to know; empty when all is well. */
    public List<HealthFinding> problems() {
        return Stream.concat(lost.stream(), owners.problems().stream()).toList();
    }

    private CompletionStage<Verdict> change(HumusEntry entry, SoilState current, SoilChange change, int conflicts) {
        if (change instanceof SoilChange.Nothing) {
            instruments.add(Count.SOIL_UNCHANGED);
            return CompletionStages.now(Verdict.done());
        }
        owners.look(entry, current);
        return soil.bury(change)
                .handle((revision, failure) -> {
                    if (failure == null) {
                        count(entry, current);
                        return CompletionStages.now(Verdict.done());
                    }
                    return again(entry, CompletionFailures.cause(failure), conflicts + 1);
                })
                .thenCompose(next -> next);
    }

    /** The answer to a lost or unknown compare-and-set lies in the soil: look again. */
    private CompletionStage<Verdict> again(HumusEntry entry, Throwable failure, int conflicts) {
        boolean retryNow = failure instanceof StaleRevisionException || failure instanceof UnknownOutcomeException;
        if (!retryNow) {
            return CompletableFuture.failedFuture(failure);
        }
        if (conflicts > 0) {
            instruments.add(Count.SOIL_CONFLICTS);
        }
        return conflicts < MOST_CONFLICTS
                ? apply(entry, conflicts)
                : CompletionStages.now(Verdict.postpone("the entry changed under " + conflicts + " attempts"));
    }

    private void count(HumusEntry entry, SoilState before) {
        instruments.add(Count.SOIL_CHANGES);
        if (entry.compost().action() == CompostAction.CREATE && before instanceof SoilEntry) {
            instruments.add(Count.SOIL_CREATES_OF_EXISTING);
        }
    }
}
