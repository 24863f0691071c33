package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.ownership.ConsumerOwnership;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** The consumers that this node takes part in. Any thread. */
public final class ConsumerRegistry implements AutoCloseable {
    private final ConsumerResources tools;
    private final List<DurableStreamConsumer<?>> open = new CopyOnWriteArrayList<>();

    public ConsumerRegistry(ConsumerResources tools) {
        this.tools = tools;
    }

    public <T> Subscription take(
            DurableConsumerPlan plan, DurableStreamConsumer.Decoder<T> decoder, DeliveryHandler<T> handler) {
        DurableStreamConsumer<T> consumer = new DurableStreamConsumer<>(plan, tools, decoder, handler);
        begin(consumer);
        return () -> end(consumer);
    }

    /** Takes part in the ownership of a consumer whose plan has one owner at a time; to be ended by {@link #end}. */
    public <T> DurableStreamConsumer<T> own(
            DurableConsumerPlan plan,
            DurableStreamConsumer.Decoder<T> decoder,
            DeliveryHandler<T> handler,
            ConsumerOwnership ownership) {
        DurableStreamConsumer<T> consumer = new DurableStreamConsumer<>(plan, tools, decoder, handler, ownership);
        begin(consumer);
        return consumer;
    }

    private void begin(DurableStreamConsumer<?> consumer) {
        open.add(consumer);
        consumer.start();
    }

    public void end(DurableStreamConsumer<?> consumer) {
        consumer.close();
        open.remove(consumer);
    }

    public ConsumerResources tools() {
        return tools;
    }

    public List<DurableStreamConsumer<?>> open() {
        return open;
    }

    /** All at once, so that the slowest sets the pace. */
    @Override
    public void close() {
        List<CompletableFuture<Void>> endings = open.stream()
                .map(consumer -> CompletableFuture.runAsync(consumer::close, tools.workers()))
                .toList();
        endings.forEach(CompletableFuture::join);
        open.clear();
    }
}
