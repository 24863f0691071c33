package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.consume.ConsumerRegistry;
import com.nimsforest.node.adapters.nats.consume.ConsumerResources;
import com.nimsforest.node.adapters.nats.consume.DurableConsumerPlan;
import com.nimsforest.node.adapters.nats.publish.PortPublisher;
import com.nimsforest.node.adapters.nats.wire.LeafJson;
import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.impl.Headers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The leaves that are kept: the stream {@code LEAVES}, which captures what nims ask for, with a consumer for each nim. */
final class NatsLeaves implements Leaves {
    private final JetStreamApi api;
    private final PortPublisher sender;
    private final ConsumerRegistry consumers;
    private final CapturedLeavesCache view;

    NatsLeaves(JetStreamApi api, PortPublisher sender, ConsumerRegistry consumers) {
        this.api = api;
        this.sender = sender;
        this.consumers = consumers;
        this.view = new CapturedLeavesCache(api, consumers.tools().provisioner()::capturedLeaves);
    }

    @Override
    public CompletionStage<Boolean> keep(MessageId id, Leaf leaf, Optional<LeafOrigin> origin) {
        return view.captures(leaf.subject())
                .exceptionallyAsync(
                        failure -> {
                            throw ApiRequestException.ofRead("leaf " + leaf.subject(), failure);
                        },
                        workers())
                .thenCompose(captured -> captured
                        ? sender.send(leaf.subject().value(), () -> headers(id, origin), () -> LeafJson.write(leaf))
                                .thenApply(receipt -> true)
                        : isAskedForHere(leaf) ? notCaptured(leaf) : blow(id, leaf, origin));
    }

    private boolean isAskedForHere(Leaf leaf) {
        return consumers.tools().provisioner().wantedLeaves().matches(leaf.subject());
    }

    /** A nim of this node waits for it, while the stream is extended or something keeps it from being extended. */
    private static CompletionStage<Boolean> notCaptured(Leaf leaf) {
        return CompletableFuture.failedFuture(new StorageUnavailableException(
                "leaf " + leaf.subject() + ": the stream " + ForestStreamLayout.LEAVES + " does not capture it yet"));
    }

    /** Nobody asked for it, so that it goes with the wind; with its id, in case somebody asks at this very moment. */
    private CompletionStage<Boolean> blow(MessageId id, Leaf leaf, Optional<LeafOrigin> origin) {
        try {
            api.connection().publish(leaf.subject().value(), headers(id, origin), LeafJson.write(leaf));
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

    private static Headers headers(MessageId id, Optional<LeafOrigin> origin) {
        Headers headers = PortPublisher.headers(id);
        origin.ifPresent(from -> {
            headers.put(InFlightMessage.POSITION, from.position().toString());
            if (from.late()) {
                headers.put(InFlightMessage.LATE, "true");
            }
        });
        return headers;
    }

    private Executor workers() {
        return consumers.tools().workers();
    }

    @Override
    public Subscription gather(Token nim, Set<SubjectPattern> patterns, DeliveryHandler<Leaf> handler) {
        patterns.forEach(pattern -> LeafSubjectRules.objection(pattern).ifPresent(objection -> {
            throw new IllegalArgumentException("leaves of " + pattern + " cannot be kept: " + objection);
        }));
        SubjectPatternSet filter = new SubjectPatternSet(List.copyOf(patterns));
        if (filter.isEmpty()) {
            throw new IllegalArgumentException("nim " + nim + " asks for no leaves");
        }
        ConsumerResources tools = consumers.tools();
        tools.provisioner().want(filter.patterns());
        DurableConsumerPlan plan = new DurableConsumerPlan(
                ForestStreamLayout.LEAVES, "nim-" + nim, filter, tools.timing().ackWait());
        return consumers.take(plan, (message, key) -> LeafJson.read(message.getData()), handler);
    }
}
