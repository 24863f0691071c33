package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.driven.Delivery;
import com.nimsforest.node.ports.driven.Handler;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.Optional;

/** One node's part in a consumer: takes messages while open and connected, one handler call at a time. */
final class InMemoryMember implements Subscription {
    private final InMemoryServers servers;
    private final InMemoryConsumer consumer;
    private final Link link;
    private final Handler<StoredMessage> handler;
    private boolean open = true;
    private boolean awake;

    InMemoryMember(InMemoryServers servers, InMemoryConsumer consumer, Link link, Handler<StoredMessage> handler) {
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
        if (!awake && open) {
            awake = true;
            servers.execute(this::takeOne);
        }
    }

    private void takeOne() {
        Optional<Delivery<StoredMessage>> next = servers.locked(() -> {
            awake = open && link.isUp() && servers.isStorageThere();
            Optional<Delivery<StoredMessage>> message = awake ? consumer.next(this) : Optional.empty();
            awake = message.isPresent();
            return message;
        });
        next.ifPresent(this::handle);
    }

    private void handle(Delivery<StoredMessage> delivery) {
        Verdicts.of(handler, delivery)
                .whenComplete((verdict, failure) -> servers.locked(() -> {
                    consumer.settle(this, delivery, verdict);
                    servers.changed();
                }));
        servers.execute(this::takeOne);
    }

    @Override
    public void close() {
        servers.locked(() -> open = false);
        servers.awaitThat(() -> !consumer.hasInHand(this));
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
