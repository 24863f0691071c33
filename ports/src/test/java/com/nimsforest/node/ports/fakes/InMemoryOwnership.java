package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.entity.OriginFloors;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.ports.driven.EntityLeafHandler;
import com.nimsforest.node.ports.driven.LeafOwnership;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One node's part in the ownership of a nim's leaves: one call of its handler at a time. */
final class InMemoryOwnership implements LeafOwnership {
    private final InMemoryServers servers;
    private final InMemoryOwnedConsumer consumer;
    private final FakeServerLink link;
    private final EntityLeafHandler handler;
    private final TreeSet<Long> again = new TreeSet<>();
    private boolean open = true;
    private boolean scheduled;
    private boolean begun;
    private long cursor;
    private int unsettled;
    private @Nullable OriginFloors announced;

    InMemoryOwnership(
            InMemoryServers servers, InMemoryOwnedConsumer consumer, FakeServerLink link, EntityLeafHandler handler) {
        this.servers = servers;
        this.consumer = consumer;
        this.link = link;
        this.handler = handler;
        link.whenUp(() -> servers.locked(consumer::wake));
    }

    boolean isReachable() {
        return link.isUp();
    }

    /** The next time that it owns the leaves is a term of its own. Under the lock. */
    void lose() {
        begun = false;
    }

    /** Under the lock. */
    void wake() {
        if (!scheduled && open && hasWork()) {
            scheduled = true;
            servers.execute(this::step);
        }
    }

    private boolean hasWork() {
        return !begun
                || !again.isEmpty()
                || consumer.after(cursor).isPresent()
                || unsettled > 0 && !consumer.floors().equals(announced);
    }

    private void step() {
        Runnable call = servers.locked(() -> {
            Optional<Runnable> next = next();
            scheduled = next.isPresent();
            return next.orElse(() -> {});
        });
        call.run();
        servers.locked(() -> {
            if (scheduled) {
                servers.execute(this::step);
            }
        });
    }

    private Optional<Runnable> next() {
        if (!open || !link.isUp() || !servers.isStorageThere() || !consumer.isOwner(this)) {
            return Optional.empty();
        }
        if (!begun) {
            begun = true;
            cursor = 0;
            again.clear();
            announced = null;
            return Optional.of(handler::begin);
        }
        Optional<InMemoryMessage> message = message();
        return message.isPresent() ? message.map(found -> () -> take(found)) : floors();
    }

    private Optional<InMemoryMessage> message() {
        while (!again.isEmpty()) {
            Optional<InMemoryMessage> message = servers.leaves().find(again.pollFirst());
            if (message.isPresent()) {
                return message;
            }
        }
        Optional<InMemoryMessage> next = consumer.after(cursor);
        next.ifPresent(message -> cursor = message.sequence());
        return next;
    }

    private Optional<Runnable> floors() {
        if (unsettled == 0) {
            return Optional.empty();
        }
        OriginFloors floors = consumer.floors();
        if (floors.equals(announced)) {
            return Optional.empty();
        }
        announced = floors;
        return Optional.of(() -> handler.complete(floors));
    }

    private void take(InMemoryMessage message) {
        MessageId id = message.id().orElseGet(() -> new MessageId("LEAVES:" + message.sequence()));
        MessageDelivery<InMemoryMessage> delivery =
                new MessageDelivery<>(message, id, 1, message.sequence(), message.origin(servers.leaves()));
        servers.locked(() -> unsettled++);
        verdict(delivery)
                .whenComplete((verdict, failure) -> servers.locked(() -> {
                    unsettled--;
                    if (!consumer.settle(this, delivery, verdict)) {
                        consumer.later(() -> giveAgain(message.sequence()));
                    }
                    servers.changed();
                }));
    }

    /** A new term gives everything again anyway. */
    private void giveAgain(long sequence) {
        again.add(sequence);
        announced = null;
        consumer.wake();
    }

    private CompletionStage<Verdict> verdict(MessageDelivery<InMemoryMessage> delivery) {
        return HandlerVerdicts.of(
                HandlerVerdicts.decoding(message -> servers.leaf(message.body()), handler::take), delivery);
    }

    @Override
    public boolean isOwner() {
        return servers.locked(() -> open && begun && consumer.isOwner(this));
    }

    @Override
    public void close() {
        servers.locked(() -> {
            open = false;
            consumer.leave(this);
        });
    }

    /** Ends without a word, as when the process is killed. */
    void crash() {
        close();
    }
}
