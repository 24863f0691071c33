package com.nimsforest.node.adapters.nats.connection;

import io.nats.client.Connection;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each new connection to one who depends on it: one at a time, and only the newest when several wait. */
final class NewConnectionNotifier {
    private static final Logger LOG = LoggerFactory.getLogger(NewConnectionNotifier.class);

    private final Consumer<Connection> action;
    private final Executor workers;
    private final AtomicReference<@Nullable Connection> newest = new AtomicReference<>();
    private final AtomicInteger unseen = new AtomicInteger();

    NewConnectionNotifier(Consumer<Connection> action, Executor workers) {
        this.action = action;
        this.workers = workers;
    }

    void offer(Connection connection) {
        newest.set(connection);
        if (unseen.getAndIncrement() > 0) {
            return;
        }
        try {
            workers.execute(this::hand);
        } catch (RejectedExecutionException ending) {
            LOG.debug("not handed over, the node is ending");
        }
    }

    private void hand() {
        int seen = 1;
        do {
            Connection connection = newest.getAndSet(null);
            if (connection != null) {
                tell(connection);
            }
            seen = unseen.addAndGet(-seen);
        } while (seen > 0);
    }

    private void tell(Connection connection) {
        try {
            action.accept(connection);
        } catch (Throwable failure) {
            LOG.warn("what depends on the connection could not take the new one", failure);
        }
    }
}
