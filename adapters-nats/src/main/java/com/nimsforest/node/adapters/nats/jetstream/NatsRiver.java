package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.adapters.nats.wire.RiverDataJson;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.Receipt;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.ports.driven.Handler;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.concurrent.CompletionStage;

/** The river: raw input, the work-queue stream {@code RIVER} with one consumer for the trees of all nodes. */
final class NatsRiver implements River {
    private static final String TREES = "trees";

    private final Sender sender;
    private final Consumers consumers;

    NatsRiver(Sender sender, Consumers consumers) {
        this.sender = sender;
        this.consumers = consumers;
    }

    @Override
    public CompletionStage<Receipt> flow(MessageId id, RiverData data) {
        return sender.send(data.subject().value(), id, () -> RiverDataJson.write(data));
    }

    @Override
    public Subscription observe(Handler<RiverData> handler) {
        ConsumerPlan plan = ConsumerPlan.unfiltered(
                StreamLayout.RIVER, TREES, consumers.tools().timing().ackWait());
        return consumers.take(plan, (message, key) -> RiverDataJson.read(message.getData()), handler);
    }
}
