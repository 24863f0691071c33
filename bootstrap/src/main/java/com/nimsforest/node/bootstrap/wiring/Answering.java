package com.nimsforest.node.bootstrap.wiring;

import com.nimsforest.node.ports.driven.Subscription;
import java.util.function.Supplier;

/** Something that answers from its start to its stop, which may come from different threads. */
final class Answering {
    private final Supplier<Subscription> answer;
    private Subscription running = () -> {};

    Answering(Supplier<Subscription> answer) {
        this.answer = answer;
    }

    synchronized void start() {
        running = answer.get();
    }

    synchronized void stop() {
        running.close();
    }
}
