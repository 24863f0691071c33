package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.Wind;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Hop;
import com.nimsforest.node.ports.driving.Nim;
import com.nimsforest.node.ports.failure.ForestException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every nim of this node the leaves that it asks for, and is done with a leaf only when all that the nim made of it
 * is kept. Nims run on the given executor, several leaves at once.
 */
public final class NimLeafDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(NimLeafDispatcher.class);

    private final Leaves leaves;
    private final Humus humus;
    private final Soil soil;
    private final Wind wind;
    private final List<Nim> nims;
    private final Executor workers;
    private final NodeMetrics instruments;

    public NimLeafDispatcher(
            Leaves leaves,
            Humus humus,
            Soil soil,
            Wind wind,
            List<Nim> nims,
            Executor workers,
            NodeMetrics instruments) {
        this.leaves = requireNonNull(leaves, "leaves");
        this.humus = requireNonNull(humus, "humus");
        this.soil = requireNonNull(soil, "soil");
        this.wind = requireNonNull(wind, "wind");
        this.nims = List.copyOf(nims);
        this.workers = requireNonNull(workers, "workers");
        this.instruments = requireNonNull(instruments, "instruments");
    }

    /** Begins to give leaves to the nims. Patterns that cannot be kept are said and passed over. */
    public Subscription start() {
        List<Subscription> subscriptions = new ArrayList<>();
        for (Nim nim : nims) {
            if (nim.listensToTheWind()) {
                nim.patterns().forEach(pattern -> subscriptions.add(wind.catching(pattern, leaf -> hear(nim, leaf))));
            } else {
                Set<SubjectPattern> kept = keepable(nim);
                if (!kept.isEmpty()) {
                    subscriptions.add(leaves.gather(nim.name(), kept, delivery -> handle(nim, delivery)));
                }
            }
        }
        return new CombinedSubscription(subscriptions);
    }

    private static Set<SubjectPattern> keepable(Nim nim) {
        Set<SubjectPattern> kept = new LinkedHashSet<>();
        for (SubjectPattern pattern : nim.patterns()) {
            LeafSubjectRules.objection(pattern)
                    .ifPresentOrElse(
                            objection -> LOG.error(
                                    "nim {} asks for {}, which cannot be kept: {}; it gets none of these leaves",
                                    nim.name(),
                                    pattern,
                                    objection),
                            () -> kept.add(pattern));
        }
        return kept;
    }

    private CompletionStage<Verdict> handle(Nim nim, MessageDelivery<Leaf> delivery) {
        NodeMetrics.Passage passage = instruments.begin(Hop.NIM);
        return CompletableFuture.supplyAsync(() -> work(nim, delivery.message()), workers)
                .thenCompose(effects -> store(nim.name(), delivery.id(), effects))
                .thenApply(stored -> {
                    passage.end();
                    return Verdict.done();
                })
                .handle((verdict, failure) -> failure == null ? verdict : verdict(nim, delivery, failure));
    }

    private NimEffectRecorder work(Nim nim, Leaf leaf) {
        NimEffectRecorder effects = new NimEffectRecorder(nim.name(), leaf, soil);
        nim.on(leaf, effects);
        effects.seal();
        return effects;
    }

    private CompletionStage<Void> store(Token nim, MessageId id, NimEffectRecorder effects) {
        List<CompletionStage<?>> stored = new ArrayList<>();
        int n = 0;
        for (NimEffectRecorder.Effect effect : effects.inOrder()) {
            MessageId derived = id.derive(nim, n++);
            if (effect instanceof NimEffectRecorder.Drop drop) {
                stored.add(leaves.keep(derived, drop.leaf()).thenAccept(this::count));
            } else if (effect instanceof NimEffectRecorder.Add add) {
                stored.add(add(derived, nim, add.compost()));
            }
        }
        return CompletionStages.all(stored);
    }

    private CompletionStage<?> add(MessageId id, Token nim, Compost compost) {
        return humus.add(id, nim, compost).thenAccept(receipt -> instruments.add(Count.COMPOSTS_ADDED));
    }

    private void count(boolean kept) {
        instruments.add(kept ? Count.LEAVES_KEPT : Count.LEAVES_BLOWN);
    }

    private static Verdict verdict(Nim nim, MessageDelivery<Leaf> delivery, Throwable failure) {
        Throwable cause = CompletionStages.cause(failure);
        if (cause instanceof ForestException known) {
            throw known;
        }
        LOG.warn("nim {} failed on {}: {}", nim.name(), delivery.message().subject(), cause.toString());
        LOG.debug("nim {} failed", nim.name(), cause);
        return Verdict.retry("nim " + nim.name() + " failed: " + cause);
    }

    private void hear(Nim nim, Leaf leaf) {
        try {
            NimEffectRecorder effects = work(nim, leaf);
            MessageId id = new MessageId(UUID.randomUUID().toString());
            store(nim.name(), id, effects).exceptionally(failure -> {
                LOG.warn(
                        "nim {} heard {} and could not keep its work: {}",
                        nim.name(),
                        leaf.subject(),
                        failure.getMessage());
                return null;
            });
        } catch (RuntimeException | LinkageError | StackOverflowError failure) {
            LOG.warn("nim {} failed on {} from the wind: {}", nim.name(), leaf.subject(), failure.toString());
        }
    }
}
