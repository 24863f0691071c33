package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.entity.LeafOrigin;
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
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.usecase.plugin.PluginDescription;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import com.nimsforest.node.ports.usecase.plugin.PluginQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every nim of this node the leaves that it asks for, and is done with a leaf only when all that the nim made of it
 * is kept. A nim works on several leaves at once; one that listens to the wind on one at a time.
 */
public final class NimLeafDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(NimLeafDispatcher.class);
    private static final int AT_ONCE = 8;

    private final Leaves leaves;
    private final Humus humus;
    private final Soil soil;
    private final Wind wind;
    private final List<QueuedNim> nims;
    private final NodeMetrics instruments;

    /** A nim with what it said of itself, asked once, and the queue of its calls. */
    private record QueuedNim(Nim nim, Token name, Set<SubjectPattern> patterns, boolean onTheWind, PluginQueue queue) {
        static QueuedNim of(Nim nim, PluginInvoker invoker) {
            boolean onTheWind = nim.listensToTheWind();
            PluginQueue queue = invoker.queue(PluginDescription.of(nim), onTheWind ? 1 : AT_ONCE);
            return new QueuedNim(nim, nim.name(), Set.copyOf(nim.patterns()), onTheWind, queue);
        }
    }

    public NimLeafDispatcher(
            Leaves leaves,
            Humus humus,
            Soil soil,
            Wind wind,
            List<Nim> nims,
            PluginInvoker invoker,
            NodeMetrics instruments) {
        this.leaves = requireNonNull(leaves, "leaves");
        this.humus = requireNonNull(humus, "humus");
        this.soil = requireNonNull(soil, "soil");
        this.wind = requireNonNull(wind, "wind");
        this.nims = nims.stream().map(nim -> QueuedNim.of(nim, invoker)).toList();
        this.instruments = requireNonNull(instruments, "instruments");
    }

    /** Begins to give leaves to the nims. Patterns that cannot be kept are said and passed over. */
    public Subscription start() {
        List<Subscription> subscriptions = new ArrayList<>();
        for (QueuedNim nim : nims) {
            if (nim.onTheWind()) {
                nim.patterns().forEach(pattern -> subscriptions.add(wind.catching(pattern, leaf -> hear(nim, leaf))));
            } else {
                Set<SubjectPattern> patterns = keepable(nim);
                if (!patterns.isEmpty()) {
                    subscriptions.add(leaves.gather(nim.name(), patterns, delivery -> handle(nim, delivery)));
                }
            }
        }
        return new CombinedSubscription(subscriptions);
    }

    private static Set<SubjectPattern> keepable(QueuedNim nim) {
        return LeafSubjectRules.keepable(
                nim.patterns(),
                (pattern, objection) -> LOG.atError()
                        .addKeyValue("runbook", "plug-in")
                        .log(
                                "nim {} asks for {}, which cannot be kept: {}; it gets none of these leaves",
                                nim.name(),
                                pattern,
                                objection));
    }

    private CompletionStage<Verdict> handle(QueuedNim nim, MessageDelivery<Leaf> delivery) {
        NodeMetrics.Passage passage = instruments.begin(Hop.NIM);
        String message = delivery.id().value();
        return nim.queue()
                .call(message, () -> work(nim, delivery.message()))
                .thenCompose(effects -> store(nim.name(), delivery.id(), Optional.of(delivery.origin()), effects))
                .thenApply(stored -> {
                    passage.end();
                    return Verdict.done();
                })
                .exceptionally(failure -> verdict(nim, message, failure));
    }

    private NimEffectRecorder work(QueuedNim nim, Leaf leaf) {
        NimEffectRecorder effects = new NimEffectRecorder(nim.name(), leaf, soil);
        nim.nim().on(leaf, effects);
        effects.seal();
        return effects;
    }

    private CompletionStage<Void> store(
            Token nim, MessageId id, Optional<LeafOrigin> cause, NimEffectRecorder effects) {
        List<CompletionStage<?>> stored = new ArrayList<>();
        int n = 0;
        for (NimEffectRecorder.Effect effect : effects.inOrder()) {
            MessageId derived = id.derive(nim, n);
            Optional<LeafOrigin> origin = unordered(cause, nim, n++);
            if (effect instanceof NimEffectRecorder.Drop drop) {
                stored.add(leaves.keep(derived, drop.leaf(), origin).thenAccept(this::count));
            } else if (effect instanceof NimEffectRecorder.Add add) {
                stored.add(add(derived, nim, add.compost()));
            }
        }
        return CompletionStages.all(stored);
    }

    /** Known again in each copy; but when it comes follows from when the nim was done, not from the river's order. */
    private static Optional<LeafOrigin> unordered(Optional<LeafOrigin> cause, Token nim, int n) {
        return cause.map(origin -> LeafOrigin.late(origin.derive(nim, n).position()));
    }

    private CompletionStage<?> add(MessageId id, Token nim, Compost compost) {
        return humus.add(id, nim, compost).thenAccept(receipt -> instruments.add(Count.COMPOSTS_ADDED));
    }

    private void count(boolean kept) {
        instruments.add(kept ? Count.LEAVES_KEPT : Count.LEAVES_BLOWN);
    }

    private static Verdict verdict(QueuedNim nim, String message, Throwable failure) {
        Throwable cause = CompletionFailures.cause(failure);
        if (cause instanceof ForestException known) {
            throw known;
        }
        return nim.queue().failed(message, cause);
    }

    private void hear(QueuedNim nim, Leaf leaf) {
        MessageId id = new MessageId(UUID.randomUUID().toString());
        nim.queue()
                .call(id.value(), () -> work(nim, leaf))
                .thenCompose(effects -> store(nim.name(), id, Optional.empty(), effects))
                .exceptionally(failure -> lost(nim, id, leaf, CompletionFailures.cause(failure)));
    }

    private static @Nullable Void lost(QueuedNim nim, MessageId id, Leaf leaf, Throwable failure) {
        if (failure instanceof ForestException) {
            LOG.warn(
                    "nim {} caught {} and its result could not be stored: {}",
                    nim.name(),
                    leaf.subject(),
                    failure.getMessage());
        } else {
            Verdict verdict = nim.queue().failed(id.value(), failure);
            LOG.warn("leaf {} on the wind is lost: {}", leaf.subject(), verdict.reason());
        }
        return null;
    }
}
