package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.adapters.nats.wire.LeafJson;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.leaf.LeafSubjects;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectSet;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Handler;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The leaves that are kept: the stream {@code LEAVES}, which captures what nims ask for, with a consumer for each nim. */
final class NatsLeaves implements Leaves {
    private final JetStreamApi api;
    private final Sender sender;
    private final Consumers consumers;
    private final LeavesView view;

    NatsLeaves(JetStreamApi api, Sender sender, Consumers consumers) {
        this.api = api;
        this.sender = sender;
        this.consumers = consumers;
        this.view = new LeavesView(api, consumers.tools().provisioner()::capturedLeaves);
    }

    @Override
    public CompletionStage<Boolean> keep(MessageId id, Leaf leaf) {
        return view.captures(leaf.subject())
                .exceptionallyAsync(
                        failure -> {
                            throw ApiFailure.ofRead("leaf " + leaf.subject(), failure);
                        },
                        workers())
                .thenCompose(captured -> captured
                        ? sender.send(leaf.subject().value(), id, () -> LeafJson.write(leaf))
                                .thenApply(receipt -> true)
                        : blow(id, leaf));
    }

    /** Nobody asked for it, so that it goes with the wind; with its id, in case somebody asks at this very moment. */
    private CompletionStage<Boolean> blow(MessageId id, Leaf leaf) {
        try {
            api.connection().publish(leaf.subject().value(), Sender.headers(id), LeafJson.write(leaf));
            return CompletableFuture.supplyAsync(() -> false, workers());
        } catch (ForestException failure) {
            return CompletableFuture.failedFuture(failure);
        } catch (IllegalArgumentException tooLarge) {
            return CompletableFuture.failedFuture(
                    new RejectedInputException("leaf " + leaf.subject() + ": " + tooLarge.getMessage(), tooLarge));
        } catch (IllegalStateException gone) {
            return CompletableFuture.failedFuture(
                    new SidecarUnavailableException("leaf " + leaf.subject() + ": " + gone.getMessage(), gone));
        }
    }

    private Executor workers() {
        return consumers.tools().workers();
    }

    @Override
    public Subscription gather(Token nim, Set<SubjectPattern> patterns, Handler<Leaf> handler) {
        patterns.forEach(pattern -> LeafSubjects.objection(pattern).ifPresent(objection -> {
            throw new IllegalArgumentException("leaves of " + pattern + " cannot be kept: " + objection);
        }));
        SubjectSet filter = new SubjectSet(List.copyOf(patterns));
        if (filter.isEmpty()) {
            throw new IllegalArgumentException("nim " + nim + " asks for no leaves");
        }
        ConsumerTools tools = consumers.tools();
        tools.provisioner().want(filter.patterns());
        ConsumerPlan plan = new ConsumerPlan(
                StreamLayout.LEAVES, "nim-" + nim, filter, tools.timing().ackWait());
        return consumers.take(plan, (message, key) -> LeafJson.read(message.getData()), handler);
    }
}
