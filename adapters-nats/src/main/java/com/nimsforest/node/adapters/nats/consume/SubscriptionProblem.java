package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.LastLoggedValue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a subscription waits for; logged when it changes. Any thread. */
final class SubscriptionProblem {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionProblem.class);

    private final Supplier<String> who;
    private final LastLoggedValue<String> reason = new LastLoggedValue<>("");

    SubscriptionProblem(Supplier<String> who) {
        this.who = who;
    }

    void is(String present, boolean forbidden) {
        if (reason.changesTo(present)) {
            LOG.atWarn()
                    .addKeyValue("runbook", forbidden ? "permissions-violation" : "stalled")
                    .log("{} not subscribed: {}", who.get(), present);
        }
    }

    /** The problem that was logged last and has not ended; empty when nothing is wrong. */
    String current() {
        return reason.current();
    }

    void ended() {
        if (reason.changesTo("")) {
            LOG.info("{} resubscribed", who.get());
        }
    }
}
