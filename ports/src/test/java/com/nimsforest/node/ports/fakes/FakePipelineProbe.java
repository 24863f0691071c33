package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Sees the consumers and dead letters that it is told to see. Any thread. */
public final class FakePipelineProbe implements PipelineProbe {
    private final AtomicReference<List<ConsumerFacts>> consumers = new AtomicReference<>(List.of());
    private final AtomicReference<List<FailingMessage>> failing = new AtomicReference<>(List.of());
    private final AtomicLong deadLetters = new AtomicLong();

    public void see(ConsumerFacts... now) {
        consumers.set(List.of(now));
    }

    public void seeDeadLetters(long now) {
        deadLetters.set(now);
    }

    @Override
    public List<ConsumerFacts> consumers() {
        return consumers.get();
    }

    public void seeFailing(FailingMessage... now) {
        failing.set(List.of(now));
    }

    @Override
    public List<FailingMessage> failing() {
        return failing.get();
    }

    @Override
    public long deadLetters() {
        return deadLetters.get();
    }
}
