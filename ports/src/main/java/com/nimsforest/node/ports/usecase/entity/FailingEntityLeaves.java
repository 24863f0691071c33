package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.handler.HandlerFailure;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.ports.driven.MessageDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The leaves that an entity nim has failed on here and will be given again. Any thread. */
final class FailingEntityLeaves {
    private static final String STREAM = "LEAVES";

    private final Clock clock;
    private final Map<MessageId, FailingMessage> failing = new ConcurrentHashMap<>();

    FailingEntityLeaves(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param failures how many attempts have failed by now
     * @param delay until the next attempt
     */
    void add(MessageDelivery<Leaf> leaf, HandlerFailure failure, long failures, Duration delay) {
        Instant now = clock.instant();
        FailingMessage message = new FailingMessage(
                failure.handler(),
                STREAM,
                leaf.sequence(),
                leaf.message().subject().value(),
                failure.error(),
                failures,
                failure.policy().attempts(),
                now,
                now.plus(delay));
        failing.merge(leaf.id(), message, (before, again) -> again.since(before.since()));
    }

    void remove(MessageId leaf) {
        failing.remove(leaf);
    }

    List<FailingMessage> list() {
        return List.copyOf(failing.values());
    }
}
