package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.domain.tree.Harvest;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Hop;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.usecase.plugin.PluginDescription;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import com.nimsforest.node.ports.usecase.plugin.PluginQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets every tree of this node parse the river, and is done with river data only when all its leaves are kept. Data that a
 * tree failed on is set aside for that tree; data that no tree of this node knows is set aside too, since another node of
 * the fleet may know it, now or later.
 */
public final class TreeInputDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(TreeInputDispatcher.class);

    private final River river;
    private final Leaves leaves;
    private final List<QueuedTree> trees;
    private final NodeMetrics instruments;
    private final OncePerKey unknown = new OncePerKey();

    /** A tree with what it said of itself, asked once, and the queue of its calls. */
    private record QueuedTree(Tree tree, Token name, Set<SubjectPattern> patterns, PluginQueue queue) {
        boolean knows(RiverData data) {
            return patterns.stream().anyMatch(pattern -> pattern.matches(data.subject()));
        }
    }

    public TreeInputDispatcher(
            River river, Leaves leaves, List<Tree> trees, PluginInvoker invoker, NodeMetrics instruments) {
        this.river = requireNonNull(river, "river");
        this.leaves = requireNonNull(leaves, "leaves");
        // One at a time, so that leaves come in the order of the river.
        this.trees = trees.stream()
                .map(tree -> new QueuedTree(
                        tree, tree.name(), Set.copyOf(tree.patterns()), invoker.queue(PluginDescription.of(tree), 1)))
                .toList();
        this.instruments = requireNonNull(instruments, "instruments");
    }

    /** Begins to take river data, and what was set aside for the trees of this node; a node without trees takes none. */
    public Subscription start() {
        if (trees.isEmpty()) {
            return () -> {};
        }
        List<Subscription> subscriptions = new ArrayList<>();
        trees.forEach(tree ->
                subscriptions.add(river.retry(tree.name(), tree.patterns(), delivery -> parseAgain(tree, delivery))));
        subscriptions.add(river.observe(patterns(), this::parse));
        return new CombinedSubscription(subscriptions);
    }

    private Set<SubjectPattern> patterns() {
        return trees.stream().flatMap(tree -> tree.patterns().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Another version of the tree may know it, when nodes are upgraded one by one. */
    private CompletionStage<Verdict> parseAgain(QueuedTree tree, MessageDelivery<RiverData> delivery) {
        if (!tree.knows(delivery.message())) {
            return CompletionStages.now(Verdict.postpone("tree " + tree.name() + " of this node does not ask for "
                    + delivery.message().subject()));
        }
        NodeMetrics.Passage passage = instruments.begin(Hop.TREE);
        return harvest(tree, delivery).thenApply(outcome -> {
            passage.end();
            return outcome.verdict();
        });
    }

    private CompletionStage<Verdict> parse(MessageDelivery<RiverData> delivery) {
        RiverData data = delivery.message();
        List<QueuedTree> knowing =
                trees.stream().filter(tree -> tree.knows(data)).toList();
        if (knowing.isEmpty()) {
            String reason = "no tree on this node knows " + data.subject();
            unknown.first(data.subject().value(), () -> LOG.info("{}; set aside for a node with such a tree", reason));
            return CompletionStages.now(Verdict.setAside(List.of(), reason));
        }
        NodeMetrics.Passage passage = instruments.begin(Hop.TREE);
        List<CompletableFuture<TreeParseOutcome>> outcomes = knowing.stream()
                .map(tree -> harvest(tree, delivery).toCompletableFuture())
                .toList();
        return CompletionStages.all(outcomes).thenApply(all -> {
            passage.end();
            return TreeParseOutcome.verdict(
                    outcomes.stream().map(CompletableFuture::join).toList());
        });
    }

    private CompletionStage<TreeParseOutcome> harvest(QueuedTree tree, MessageDelivery<RiverData> delivery) {
        String message = delivery.id().value();
        return tree.queue()
                .call(message, () -> parse(tree, delivery.message()))
                .thenCompose(harvest -> harvest instanceof Harvest.Unreadable unreadable
                        ? CompletableFuture.completedFuture(
                                TreeParseOutcome.unreadable(tree.name(), unreadable.reason()))
                        : keep(tree.name(), delivery, ((Harvest.Leaves) harvest).leaves()))
                .exceptionally(failure -> TreeParseOutcome.failed(tree.name(), verdict(tree, message, failure)));
    }

    /** A tree that returns null would do so again. */
    private static Harvest parse(QueuedTree tree, RiverData data) {
        Harvest harvest = tree.tree().parse(data);
        return harvest == null ? Harvest.unreadable("it returned null from parse") : harvest;
    }

    private static Verdict verdict(QueuedTree tree, String message, Throwable failure) {
        Throwable cause = CompletionFailures.cause(failure);
        if (cause instanceof ForestException known) {
            throw known;
        }
        return tree.queue().failed(message, cause);
    }

    private CompletionStage<TreeParseOutcome> keep(
            Token tree, MessageDelivery<RiverData> delivery, List<Leaf> harvest) {
        harvest.forEach(leaf -> LeafSubjectRules.check(leaf.subject()));
        List<CompletionStage<Boolean>> kept = new ArrayList<>();
        for (int n = 0; n < harvest.size(); n++) {
            MessageId id = delivery.id().derive(tree, n);
            LeafOrigin origin = delivery.origin().derive(tree, n);
            kept.add(leaves.keep(id, harvest.get(n), Optional.of(origin)).thenApply(this::counted));
        }
        return CompletionStages.all(kept).thenApply(all -> TreeParseOutcome.kept(tree, harvest.size()));
    }

    private boolean counted(boolean kept) {
        instruments.add(kept ? Count.LEAVES_KEPT : Count.LEAVES_BLOWN);
        return kept;
    }
}
