package com.nimsforest.node.adapters.nats.connection;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.connection.ConnectionTracker;
import com.nimsforest.node.domain.connection.ConnectionTransition;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.Connection;
import io.nats.client.api.ServerInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the sidecar as the forest sees it: one that heals. Beneath it each loss ends a client connection, and
 * a new one is made, with credentials read anew. Safe for any thread.
 */
public final class NatsSidecarConnection implements SidecarConnection, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsSidecarConnection.class);

    private final NatsSettings settings;
    private final ConnectionTracker tracker;
    private final ClientConnections links;
    private final RoundTripMeter roundTrip;
    private final PermissionViolations violations;
    private final Executor workers;
    private final List<NewConnectionNotifier> watchers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile @Nullable ServerInfo server;

    public NatsSidecarConnection(
            NatsSettings settings,
            Clock clock,
            ScheduledExecutorService timer,
            Executor workers,
            NodeMetrics instruments) {
        this.settings = requireNonNull(settings, "settings");
        this.workers = requireNonNull(workers, "workers");
        this.tracker = new ConnectionTracker(
                clock.instant(),
                failure -> LOG.warn("a listener for connection states failed: {}", failure.toString()));
        this.roundTrip = new RoundTripMeter(timer, workers);
        this.violations = new PermissionViolations(settings.inboxPrefix(), clock);
        ConnectionSignalQueue signals = new ConnectionSignalQueue(tracker, clock);
        this.links = new ClientConnections(
                settings,
                timer,
                workers,
                instruments,
                signals,
                new ClientConnections.Events() {
                    @Override
                    public void connected(Connection connection) {
                        welcome(connection);
                    }

                    @Override
                    public void lost() {
                        roundTrip.forget();
                    }

                    @Override
                    public void gaveUp(String reason) {
                        ended.complete(reason);
                    }
                },
                violations::violated);
        PermissionProbe probe = new PermissionProbe(
                violations, links::current, () -> links.replace("a permission was granted"), clock, timer, workers);
        violations.listen(violation -> probe.start());
    }

    /**
     * Makes the first connection, trying as the settings say; each failed attempt is one line in the log.
     *
     * @throws SidecarUnavailableException when the attempts are used up, the thread is interrupted or this is closed
     */
    public void connect() {
        links.connect();
    }

    /** Completes with the reason when the connection was lost and the attempts to get it back are used up. */
    public CompletionStage<String> closed() {
        return ended.minimalCompletionStage();
    }

    /**
     * The client's connection of this moment.
     *
     * @throws SidecarUnavailableException when there is none
     */
    public Connection require() {
        Connection connection = links.current();
        if (connection == null) {
            throw new SidecarUnavailableException("not connected to " + settings.url() + ": " + cause(tracker.last()));
        }
        return connection;
    }

    /** What the server forbids this node. */
    public PermissionViolations violations() {
        return violations;
    }

    /** Whether this is the connection of this moment. */
    public boolean isPresent(Connection connection) {
        return links.current() == connection;
    }

    /**
     * Hands over the connection of this moment, if there is one, and then each new one, on a worker and one at a time. What
     * was made with a former one is gone. The returned action ends it.
     */
    public Runnable onConnection(Consumer<Connection> dependent) {
        NewConnectionNotifier watcher = new NewConnectionNotifier(dependent, workers);
        watchers.add(watcher);
        Connection present = links.current();
        if (present != null) {
            watcher.offer(present);
        }
        return () -> watchers.remove(watcher);
    }

    @Override
    public ConnectionState state() {
        return tracker.state();
    }

    @Override
    public boolean awaitConnected(Duration atMost) throws InterruptedException {
        CompletableFuture<Boolean> decided = new CompletableFuture<>();
        Runnable remove = tracker.listen(transition -> {
            switch (transition.to()) {
                case CONNECTED -> decided.complete(true);
                case CLOSED -> decided.complete(false);
                default -> LOG.trace("still waiting");
            }
        });
        try {
            return decided.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return isConnected();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            remove.run();
        }
    }

    @Override
    public Subscription onTransition(Consumer<ConnectionTransition> listener) {
        Runnable remove = tracker.listen(requireNonNull(listener, "listener"));
        return remove::run;
    }

    @Override
    public ConnectionFacts facts() {
        ConnectionTransition last = tracker.last();
        ServerInfo known = server;
        return new ConnectionFacts(
                last.to(),
                settings.url(),
                known == null ? "" : text(known.getServerName()),
                known == null ? "" : text(known.getVersion()),
                last.at(),
                cause(last),
                tracker.reconnects(),
                last.to() == ConnectionState.CONNECTED ? roundTrip.last() : Optional.empty(),
                violations.current());
    }

    /** The server of the present connection; empty when there is none. */
    public Optional<ServerInfo> connectedServer() {
        return isConnected() ? Optional.ofNullable(server) : Optional.empty();
    }

    /** Sends what waits to be sent, ends the connection and every attempt to make one; bounded, idempotent. */
    @Override
    public void close() {
        links.close();
    }

    private void welcome(Connection connection) {
        server = connection.getServerInfo();
        violations.newConnection();
        tryToAcknowledge(connection);
        roundTrip.follow(connection);
        watchers.forEach(watcher -> watcher.offer(connection));
    }

    /** The server says at once when that is forbidden, so that no message is taken that cannot be acknowledged. */
    private static void tryToAcknowledge(Connection connection) {
        try {
            connection.publish(PermissionViolations.TO_ACKNOWLEDGE_NOTHING, new byte[0]);
        } catch (IllegalStateException gone) {
            LOG.debug("not tried: {}", gone.toString());
        }
    }

    /** While attempts fail, the reason of the last says more than how it came about that they are made. */
    private String cause(ConnectionTransition last) {
        String lastError = links.lastError();
        boolean trying = last.to() == ConnectionState.CONNECTING || last.to() == ConnectionState.RECONNECTING;
        return trying && !lastError.isEmpty() ? lastError : last.cause();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
