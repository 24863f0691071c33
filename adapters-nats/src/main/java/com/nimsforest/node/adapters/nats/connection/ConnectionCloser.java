package com.nimsforest.node.adapters.nats.connection;

import io.nats.client.Connection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends client connections. */
final class ConnectionCloser {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCloser.class);
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private ConnectionCloser() {}

    /** Lets what is on its way arrive, as long as that takes no more than a few seconds. */
    static void orderly(Connection connection) {
        try {
            connection.drain(DRAIN).get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | IllegalStateException unfinished) {
            LOG.debug("not drained: {}", unfinished.toString());
        }
        now(connection);
    }

    /** For a connection that is broken already: frees what it holds, on a worker, for the client may take its time. */
    static void abrupt(Connection connection, Executor workers) {
        try {
            workers.execute(() -> now(connection));
        } catch (RejectedExecutionException ending) {
            LOG.debug("left to end with the process");
        }
    }

    private static void now(Connection connection) {
        try {
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.debug("closing failed: {}", failure.toString());
        }
    }
}
