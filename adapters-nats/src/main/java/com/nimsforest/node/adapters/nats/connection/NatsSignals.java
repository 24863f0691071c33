package com.nimsforest.node.adapters.nats.connection;

import com.nimsforest.node.adapters.nats.ConnectFailure;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to one client connection, from its making to its end, and says once that it was lost and why. It goes by the
 * events, which come in order on one thread of the client; the client's own state may be ahead of them.
 */
final class NatsSignals implements ConnectionListener, ErrorListener {
    /** Hears of the loss. */
    interface OnLost {
        void lost(NatsSignals link, String cause);
    }

    private static final Logger LOG = LoggerFactory.getLogger(NatsSignals.class);

    private final OnLost onLost;
    private boolean up;
    private boolean lost;
    private String failure = "";
    private String serverError = "";

    NatsSignals(OnLost onLost) {
        this.onLost = onLost;
    }

    @Override
    @SuppressWarnings("deprecation")
    public void connectionEvent(Connection connection, Events event) {
        switch (event) {
            case CONNECTED, RECONNECTED -> connected();
            case DISCONNECTED, CLOSED -> disconnected();
            case LAME_DUCK -> note("it is being shut down");
            default -> LOG.debug("connection event {}", event);
        }
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        if (error.toLowerCase(java.util.Locale.ROOT).startsWith("permissions violation")) {
            LOG.warn("the server forbids what we ask: {}", error);
            return;
        }
        synchronized (this) {
            serverError = serverError.isEmpty() ? ConnectFailure.words(error) : serverError;
        }
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception exception) {
        LOG.debug("client: {}", exception.toString(), exception);
        if (!(exception instanceof CancellationException)) {
            note(ConnectFailure.words(exception));
        }
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        LOG.warn("a listener is too slow; messages that it could not take were dropped");
    }

    @Override
    public void messageDiscarded(Connection connection, Message message) {
        LOG.warn("a message to {} was not sent: too many wait already", message.getSubject());
    }

    /** Why it failed or was lost, as far as it is known; the server's own words before what the client saw. */
    synchronized String cause(String otherwise) {
        if (!serverError.isEmpty()) {
            return serverError;
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

    private synchronized void note(String why) {
        failure = failure.isEmpty() ? why : failure;
    }
}
