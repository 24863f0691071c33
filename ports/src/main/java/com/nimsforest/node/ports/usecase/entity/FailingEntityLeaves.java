package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.handler.HandlerFailure;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.execution.LruMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The leaves that an entity nim has failed on here and will be given again. Of those that were given back to the servers it is
 * remembered how often, for they may come again. Any thread.
 */
final class FailingEntityLeaves {
    private static final String STREAM = "LEAVES";
    private static final int REMEMBERED = 1000;

    private final Clock clock;
    private final Map<MessageId, FailingMessage> failing = new HashMap<>();
    private final Map<MessageId, FailingMessage> givenBack = new LruMap<>(REMEMBERED);

    FailingEntityLeaves(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param failures how many attempts have failed by now
     * @param delay until the next attempt
     */
    synchronized void add(MessageDelivery<Leaf> leaf, HandlerFailure failure, long failures, Duration delay) {
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
        FailingMessage before = failing.getOrDefault(leaf.id(), givenBack.get(leaf.id()));
        failing.put(leaf.id(), before == null ? message : message.since(before.since()));
    }

    synchronized void remove(MessageId leaf) {
        failing.remove(leaf);
        givenBack.remove(leaf);
    }

    synchronized void giveBack(MessageId leaf) {
        FailingMessage message = failing.remove(leaf);
        if (message != null) {
            givenBack.put(leaf, message);
        }
    }

    /** How many attempts had failed when the leaf was given back; 0 when it was not. */
    synchronized long failures(MessageId leaf) {
        FailingMessage message = givenBack.get(leaf);
        return message == null ? 0 : message.attempt();
    }

    synchronized List<FailingMessage> list() {
        return List.copyOf(failing.values());
    }
}
