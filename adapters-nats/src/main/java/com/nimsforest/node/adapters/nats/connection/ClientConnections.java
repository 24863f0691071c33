package com.nimsforest.node.adapters.nats.connection;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.domain.connection.ConnectionSignal;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.Connection;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client connections one after another: makes the first, notices the loss of each, makes the next, until closed or
 * until the attempts are used up. Safe for any thread; no lock is held while others are called.
 */
final class ClientConnections {
    /** What those above need to know; called outside of any lock. */
    interface Events {
        void connected(Connection connection);

        void lost();

        void gaveUp(String reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ClientConnections.class);
    private static final double JITTER = 0.1;

    private final NatsSettings settings;
    private final NatsConnector connector;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final NodeMetrics instruments;
    private final ConnectionSignalQueue signals;
    private final Events events;
    private final Consumer<PermissionViolation> onViolation;
    private final ConnectAttemptLog log;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object lock = new Object();
    private @Nullable ClientConnection current;

    ClientConnections(
            NatsSettings settings,
            ScheduledExecutorService timer,
            Executor workers,
            NodeMetrics instruments,
            ConnectionSignalQueue signals,
            Events events,
            Consumer<PermissionViolation> onViolation) {
        this.settings = settings;
        this.connector = new NatsConnector(settings);
        this.timer = timer;
        this.workers = workers;
        this.instruments = instruments;
        this.signals = signals;
        this.events = events;
        this.onViolation = onViolation;
        this.log = new ConnectAttemptLog(settings.url());
    }

    @Nullable
    Connection current() {
        synchronized (lock) {
            return current == null ? null : current.connection();
        }
    }

    void connect() {
        for (int attempt = 1; ; attempt++) {
            Optional<ConnectFailure> failure = attempt();
            if (failure.isEmpty()) {
                return;
            }
            if (isClosing()) {
                throw unavailable("closed before there was a connection");
            }
            log.firstFailed(attempt, settings.firstConnect(), failure.get());
            Duration wait = settings.firstConnect().after(attempt).orElse(null);
            if (wait == null) {
                throw unavailable("no connection after " + ConnectAttemptLog.counted(attempt) + ": "
                        + failure.get().cause());
            }
            pause(wait);
        }
    }

    /** Ends the present connection, if there is one, and makes a new one in its place. */
    void replace(String cause) {
        ClientConnection present;
        synchronized (lock) {
            present = current;
        }
        if (present != null) {
            lost(present.signals(), cause);
        }
    }

    void close() {
        ClientConnection last;
        synchronized (lock) {
            if (isClosing()) {
                return;
            }
            closing.countDown();
            last = current;
            current = null;
            signals.put(ConnectionSignal.ENDED, "stopped");
        }
        if (last != null) {
            ConnectionCloser.orderly(last.connection());
        }
        events.lost();
        signals.deliver();
    }

    private void pause(Duration wait) {
        try {
            if (closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unavailable("closed before there was a connection");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted before there was a connection");
        }
    }

    /** Makes a connection and makes it the present one; says why it could not. */
    private Optional<ConnectFailure> attempt() {
        if (isClosing()) {
            return Optional.of(ConnectFailure.of("closed"));
        }
        Optional<ConnectFailure> failure = opened();
        instruments.add(failure.isEmpty() ? Count.CONNECT_SUCCESSES : Count.CONNECT_FAILURES);
        return failure;
    }

    private Optional<ConnectFailure> opened() {
        ConnectionLossDetector heard = new ConnectionLossDetector(this::lost, onViolation);
        try {
            Connection connection = connector.open(heard);
            return adopt(new ClientConnection(connection, heard));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(ConnectFailure.of("interrupted"));
        } catch (IOException | GeneralSecurityException | RuntimeException failure) {
            LOG.debug("attempt failed", failure);
            return Optional.of(
                    ConnectFailure.of(connector.explained(heard.cause(ConnectionFailureText.describe(failure)))));
        }
    }

    private Optional<ConnectFailure> adopt(ClientConnection link) {
        Optional<ConnectFailure> objection = SupportedServerVersion.objection(
                        link.connection().getServerInfo())
                .or(() -> present(link));
        if (objection.isPresent()) {
            ConnectionCloser.abrupt(link.connection(), workers);
            return objection;
        }
        log.succeeded();
        signals.deliver();
        events.connected(link.connection());
        return Optional.empty();
    }

    private Optional<ConnectFailure> present(ClientConnection link) {
        synchronized (lock) {
            if (isClosing()) {
                return Optional.of(ConnectFailure.of("closed"));
            }
            if (link.signals().isLost()) {
                return Optional.of(ConnectFailure.of(link.signals().cause("it closed the connection")));
            }
            current = link;
            signals.put(ConnectionSignal.ESTABLISHED, link.described(settings.url()));
            return Optional.empty();
        }
    }

    private void lost(ConnectionLossDetector heard, String cause) {
        ClientConnection lost;
        synchronized (lock) {
            if (current == null || current.signals() != heard) {
                return;
            }
            lost = current;
            current = null;
            signals.put(ConnectionSignal.LOST, cause);
        }
        events.lost();
        signals.deliver();
        ConnectionCloser.abrupt(lost.connection(), workers);
        if (settings.maxReconnects() == 0) {
            giveUp("the connection to " + settings.url() + " was lost: " + cause);
        } else {
            onWorker(() -> reconnect(1));
        }
    }

    private void reconnect(int attempt) {
        Optional<ConnectFailure> failure = attempt();
        if (failure.isEmpty() || isClosing()) {
            return;
        }
        int most = settings.maxReconnects();
        log.reconnectFailed(attempt, most, settings.reconnectWait(), failure.get());
        if (most >= 0 && attempt >= most) {
            giveUp("the connection to " + settings.url() + " did not come back after "
                    + ConnectAttemptLog.counted(attempt) + ": " + failure.get().cause());
            return;
        }
        long wait = settings.reconnectWait().toMillis();
        long jitter = (long) (wait * JITTER * ThreadLocalRandom.current().nextDouble());
        unlessEnding(() ->
                timer.schedule(() -> onWorker(() -> reconnect(attempt + 1)), wait + jitter, TimeUnit.MILLISECONDS));
    }

    private void giveUp(String reason) {
        synchronized (lock) {
            if (isClosing()) {
                return;
            }
            closing.countDown();
            signals.put(ConnectionSignal.ENDED, reason);
        }
        signals.deliver();
        events.gaveUp(reason);
    }

    private void onWorker(Runnable work) {
        unlessEnding(() -> workers.execute(work));
    }

    private static void unlessEnding(Runnable begin) {
        try {
            begin.run();
        } catch (RejectedExecutionException ending) {
            LOG.debug("no more attempts, the node is ending");
        }
    }

    /** Why the last attempt failed; empty when it did not, or there was none. */
    String lastError() {
        return log.lastError();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private SidecarUnavailableException unavailable(String why) {
        return new SidecarUnavailableException(settings.url() + ": " + why);
    }
}
