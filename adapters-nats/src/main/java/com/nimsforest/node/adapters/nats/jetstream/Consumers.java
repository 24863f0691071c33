package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.ports.driven.Handler;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** The consumers that this node takes part in. Any thread. */
final class Consumers implements AutoCloseable {
    private final ConsumerTools tools;
    private final List<StreamConsumer<?>> open = new CopyOnWriteArrayList<>();

    Consumers(ConsumerTools tools) {
        this.tools = tools;
    }

    <T> Subscription take(ConsumerPlan plan, StreamConsumer.Decoder<T> decoder, Handler<T> handler) {
        StreamConsumer<T> consumer = new StreamConsumer<>(plan, tools, decoder, handler);
        open.add(consumer);
        consumer.start();
        return () -> {
            consumer.close();
            open.remove(consumer);
        };
    }

    ConsumerTools tools() {
        return tools;
    }

    List<StreamConsumer<?>> open() {
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
