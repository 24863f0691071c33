package com.nimsforest.node.adapters.nats.consume;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a subscription waits for; logged when it changes. Any thread. */
final class SubscriptionProblem {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionProblem.class);

    private final Supplier<String> who;
    private String current = "";

    SubscriptionProblem(Supplier<String> who) {
        this.who = who;
    }

    synchronized void is(String reason) {
        if (!reason.equals(current)) {
            current = reason;
            LOG.warn("{} not subscribed: {}", who.get(), reason);
        }
    }

    /** The problem that was logged last and has not ended; empty when nothing is wrong. */
    synchronized String current() {
        return current;
    }

    synchronized void ended() {
        if (!current.isEmpty()) {
            current = "";
            LOG.info("{} resubscribed", who.get());
        }
    }
}
