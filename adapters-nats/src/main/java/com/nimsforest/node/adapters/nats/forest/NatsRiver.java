package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.consume.ActiveConsumers;
import com.nimsforest.node.adapters.nats.consume.DurableConsumerPlan;
import com.nimsforest.node.adapters.nats.publish.IdempotentPublisher;
import com.nimsforest.node.adapters.nats.wire.RiverDataJson;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.concurrent.CompletionStage;

/** The river: raw input, the work-queue stream {@code RIVER} with one consumer for the trees of all nodes. */
final class NatsRiver implements River {
    private static final String TREES = "trees";

    private final IdempotentPublisher sender;
    private final ActiveConsumers consumers;

    NatsRiver(IdempotentPublisher sender, ActiveConsumers consumers) {
        this.sender = sender;
        this.consumers = consumers;
    }

    @Override
    public CompletionStage<PublishReceipt> flow(MessageId id, RiverData data) {
        return sender.send(data.subject().value(), id, () -> RiverDataJson.write(data));
    }

    @Override
    public Subscription observe(DeliveryHandler<RiverData> handler) {
        DurableConsumerPlan plan = DurableConsumerPlan.unfiltered(
                ForestStreamLayout.RIVER, TREES, consumers.tools().timing().ackWait());
        return consumers.take(plan, (message, key) -> RiverDataJson.read(message.getData()), handler);
    }
}
