package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.consume.ConsumerRegistry;
import com.nimsforest.node.adapters.nats.consume.DurableConsumerPlan;
import com.nimsforest.node.adapters.nats.deadletter.SetAsideSubject;
import com.nimsforest.node.adapters.nats.publish.PortPublisher;
import com.nimsforest.node.adapters.nats.setaside.AskedPatternReader;
import com.nimsforest.node.adapters.nats.setaside.UnknownRiverMessages;
import com.nimsforest.node.adapters.nats.wire.RiverDataJson;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.river.AskedRiverPatterns;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The river: raw input, the work-queue stream {@code RIVER} with one consumer for the trees of all nodes. */
final class NatsRiver implements River {
    static final String TREES = "trees";

    private final PortPublisher sender;
    private final ConsumerRegistry consumers;
    private final UnknownRiverMessages unknown;
    private final AskedPatternReader reader;
    /** What this node itself asks for, known or not yet known to the servers. */
    private volatile AskedRiverPatterns asked = AskedRiverPatterns.unknown();

    NatsRiver(
            PortPublisher sender, ConsumerRegistry consumers, UnknownRiverMessages unknown, AskedPatternReader reader) {
        this.unknown = unknown;
        this.reader = reader;
        this.sender = sender;
        this.consumers = consumers;
    }

    @Override
    public CompletionStage<PublishReceipt> flow(MessageId id, RiverData data) {
        return sender.send(data.subject().value(), id, () -> message(id, data));
    }

    /** The caller sent the body, so that is what a refusal speaks of, not of the message that it becomes. */
    private byte[] message(MessageId id, RiverData data) {
        byte[] message = RiverDataJson.write(data);
        long most = sender.largestBody(id);
        if (message.length > most) {
            int size = data.data().size();
            long around = message.length - (size + 2L) / 3 * 4;
            throw new RejectedInputException("the body has " + size + " bytes, and at most "
                    + Math.max(0, (most - around) / 4 * 3)
                    + " are taken here: it is kept as base64 in one message, which the"
                    + " server's max_payload bounds");
        }
        return message;
    }

    @Override
    public Subscription observe(Set<SubjectPattern> patterns, DeliveryHandler<RiverData> handler) {
        asked = asked.with(patterns);
        return take(ForestStreamLayout.RIVER, TREES, new SubjectPatternSet(List.copyOf(patterns)), handler);
    }

    @Override
    public Subscription retry(Token tree, Set<SubjectPattern> patterns, DeliveryHandler<RiverData> handler) {
        Subscription claiming = unknown.claim(tree, patterns);
        SubjectPatternSet own = new SubjectPatternSet(List.of(SetAsideSubject.ofTree(tree)));
        Subscription taking = take(ForestStreamLayout.ASIDE, "tree-" + tree, own, handler);
        return () -> {
            claiming.close();
            taking.close();
        };
    }

    private Subscription take(
            String stream, String name, SubjectPatternSet filter, DeliveryHandler<RiverData> handler) {
        // The order of what an entity nim gets is known up to what the trees have acknowledged.
        DurableConsumerPlan plan = new DurableConsumerPlan(
                        stream, name, filter, consumers.tools().timing().ackWait())
                .givenAgainSoon();
        return consumers.take(plan, (message, key) -> RiverDataJson.read(message.getData()), handler);
    }

    @Override
    public CompletionStage<AskedRiverPatterns> asked() {
        return reader.asked()
                .exceptionallyAsync(
                        failure -> {
                            throw ApiRequestException.ofRead("consumers of the river", failure);
                        },
                        consumers.tools().workers())
                .thenApply(known -> known.isEmpty() ? AskedRiverPatterns.unknown() : asked.with(known));
    }
}
