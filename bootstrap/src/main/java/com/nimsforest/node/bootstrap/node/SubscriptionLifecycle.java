package com.nimsforest.node.bootstrap.node;

import com.nimsforest.node.ports.driven.Subscription;
import java.util.function.Supplier;

/** Something that answers from its start to its stop, which may come from different threads. */
public final class SubscriptionLifecycle {
    private final Supplier<Subscription> answer;
    private Subscription running = () -> {};

    public SubscriptionLifecycle(Supplier<Subscription> answer) {
        this.answer = answer;
    }

    public synchronized void start() {
        running = answer.get();
    }

    public synchronized void stop() {
        running.close();
    }
}
