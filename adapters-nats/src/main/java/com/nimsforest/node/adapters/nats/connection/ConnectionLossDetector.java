package com.nimsforest.node.adapters.nats.connection;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to one client connection, from its making to its end, and says once that it was lost and why. It goes by the
 * events, which come in order on one thread of the client; the client's own state may be ahead of them.
 */
final class ConnectionLossDetector implements ConnectionListener, ErrorListener {
    /** Hears of the loss. */
    interface OnLost {
        void lost(ConnectionLossDetector link, String cause);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLossDetector.class);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final OnLost onLost;
    private final java.util.function.Consumer<PermissionViolation> onViolation;
    private boolean up;
    private boolean lost;
    private boolean lameDuck;
    private String failure = "";
    private String serverError = "";
    private long serverErrorAt;

    /** @param onViolation told of each subject that the server forbids; must not block */
    ConnectionLossDetector(OnLost onLost, java.util.function.Consumer<PermissionViolation> onViolation) {
        this.onLost = onLost;
        this.onViolation = onViolation;
    }

    @Override
    @SuppressWarnings("deprecation")
    public void connectionEvent(Connection connection, Events event) {
        switch (event) {
            case CONNECTED, RECONNECTED -> connected();
            case DISCONNECTED, CLOSED -> disconnected();
            case LAME_DUCK -> shutDown();
            default -> LOG.debug("connection event {}", event);
        }
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        if (error.toLowerCase(Locale.ROOT).startsWith("permissions violation")) {
            PermissionViolation.parse(error)
                    .ifPresentOrElse(
                            onViolation,
                            () -> LOG.atWarn()
                                    .addKeyValue("runbook", "permissions-violation")
                                    .log("nats-server: {}", error));
            return;
        }
        serverSaid(error);
    }

    private synchronized void serverSaid(String error) {
        serverError = ConnectionFailureText.describe(error);
        serverErrorAt = System.nanoTime();
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception exception) {
        LOG.debug("client: {}", exception.toString(), exception);
        if (!(exception instanceof CancellationException)) {
            note(ConnectionFailureText.describe(exception));
        }
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        LOG.warn("Slow Consumer: a subscription of this node is too slow, messages were dropped");
    }

    @Override
    public void messageDiscarded(Connection connection, Message message) {
        LOG.warn("message to {} was discarded: the outgoing queue is full", message.getSubject());
    }

    /** Why it failed or was lost, as far as is known; the server's own words before what the client saw. */
    synchronized String cause(String otherwise) {
        if (!serverError.isEmpty() && System.nanoTime() - serverErrorAt < FRESH.toNanos()) {
            return serverError;
        }
        if (lameDuck) {
            return "it is being shut down";
        }
        return failure.isEmpty() ? otherwise : failure;
    }

    synchronized boolean isLost() {
        return lost;
    }

    private synchronized void connected() {
        up = true;
        failure = "";
        serverError = "";
    }

    private void disconnected() {
        synchronized (this) {
            if (!up || lost) {
                return;
            }
            lost = true;
        }
        onLost.lost(this, cause("it closed the connection"));
    }

    private synchronized void shutDown() {
        lameDuck = true;
    }

    /** While connecting the first failure is the reason; once up, the last one before the loss is. */
    private synchronized void note(String why) {
        failure = up || failure.isEmpty() ? why : failure;
    }
}
