package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.Optional;

/** One node's part in a consumer: takes messages while open and connected, one handler call at a time. */
final class InMemoryPullSubscription implements Subscription {
    private final InMemoryServers servers;
    private final InMemoryConsumer consumer;
    private final FakeServerLink link;
    private final DeliveryHandler<InMemoryMessage> handler;
    private boolean open = true;
    private boolean scheduled;

    InMemoryPullSubscription(
            InMemoryServers servers,
            InMemoryConsumer consumer,
            FakeServerLink link,
            DeliveryHandler<InMemoryMessage> handler) {
        this.servers = servers;
        this.consumer = consumer;
        this.link = link;
        this.handler = handler;
    }

    boolean isOpen() {
        return open;
    }

    boolean isReachable() {
        return link.isUp();
    }

    /** Under the lock. */
    void wake() {
        if (!scheduled && open) {
            scheduled = true;
            servers.execute(this::takeOne);
        }
    }

    private void takeOne() {
        Optional<MessageDelivery<InMemoryMessage>> next = servers.locked(() -> {
            scheduled = open && link.isUp() && servers.isStorageThere();
            Optional<MessageDelivery<InMemoryMessage>> message = scheduled ? consumer.next(this) : Optional.empty();
            scheduled = message.isPresent();
            return message;
        });
        next.ifPresent(this::handle);
    }

    private void handle(MessageDelivery<InMemoryMessage> delivery) {
        HandlerVerdicts.of(handler, delivery)
                .whenComplete((verdict, failure) -> servers.locked(() -> {
                    consumer.settle(this, delivery, verdict);
                    servers.changed();
                }));
        servers.execute(this::takeOne);
    }

    @Override
    public void close() {
        servers.locked(() -> open = false);
        servers.awaitThat(() -> !consumer.hasInFlight(this));
        servers.locked(() -> consumer.leave(this));
    }

    /** Ends without a word, as when the process is killed. */
    void crash() {
        servers.locked(() -> {
            open = false;
            consumer.leave(this);
        });
    }
}
