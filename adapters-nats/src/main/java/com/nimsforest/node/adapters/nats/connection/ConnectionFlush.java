package com.nimsforest.node.adapters.nats.connection;

import io.nats.client.Connection;
import io.nats.client.Consumer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * Flushes a connection for one caller at a time. The client counts each flush as a ping, and ends the connection when more
 * than {@code maxPingsOut} are unanswered (jnats 2.26.2, {@code NatsConnection.sendPing}): as many subscriptions that were
 * closed at once would end it. Any thread.
 */
public final class ConnectionFlush {
    private ConnectionFlush() {}

    /** Waits until the server has everything that was sent before; to the time that others take, their own is added. */
    public static void flush(Connection connection, Duration atMost) throws TimeoutException, InterruptedException {
        synchronized (connection) {
            connection.flush(atMost);
        }
    }

    /** Ends a subscription; the stage completes when what was on its way has been taken. */
    public static CompletableFuture<Boolean> drain(Connection connection, Consumer subscription, Duration atMost)
            throws InterruptedException {
        synchronized (connection) {
            return subscription.drain(atMost);
        }
    }
}
