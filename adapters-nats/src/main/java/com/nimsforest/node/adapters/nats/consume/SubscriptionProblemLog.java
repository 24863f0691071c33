package com.nimsforest.node.adapters.nats.consume;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a subscription waits for; said when it changes, and not again and again. Any thread. */
final class SubscriptionProblemLog {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionProblemLog.class);

    private final Supplier<String> who;
    private String logged = "";

    SubscriptionProblemLog(Supplier<String> who) {
        this.who = who;
    }

    synchronized void is(String reason) {
        if (!reason.equals(logged)) {
            logged = reason;
            LOG.warn("{} waits: {}", who.get(), reason);
        }
    }

    /** What was told last and is not over; empty when nothing is wrong. */
    synchronized String logged() {
        return logged;
    }

    synchronized void over() {
        if (!logged.isEmpty()) {
            logged = "";
            LOG.info("{} goes on", who.get());
        }
    }
}
