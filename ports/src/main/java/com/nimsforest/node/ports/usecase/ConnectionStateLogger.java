package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.connection.ConnectionTransition;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line into the log for each change of the connection's state: the only place that does. */
public final class ConnectionStateLogger {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionStateLogger.class);

    private final SidecarConnection sidecar;
    private final NodeMetrics instruments;
    private Instant lostAt = Instant.EPOCH;

    public ConnectionStateLogger(SidecarConnection sidecar, NodeMetrics instruments) {
        this.sidecar = requireNonNull(sidecar, "sidecar");
        this.instruments = requireNonNull(instruments, "instruments");
    }

    public Subscription start() {
        return sidecar.onTransition(this::write);
    }

    private void write(ConnectionTransition transition) {
        if (transition.from() == transition.to()) {
            return;
        }
        switch (transition.to()) {
            case CONNECTED -> connected(transition);
            case RECONNECTING -> lost(transition);
            case CLOSED -> LOG.info("connection state=closed cause=\"{}\"", transition.cause());
            case CONNECTING -> LOG.info("connection state=connecting");
        }
    }

    private void connected(ConnectionTransition transition) {
        if (transition.isReconnect()) {
            Duration away = Duration.between(lostAt, transition.at());
            LOG.info("connection state=reconnected after={}ms: {}", away.toMillis(), transition.cause());
        } else {
            LOG.info("connection state=connected: {}", transition.cause());
        }
    }

    private void lost(ConnectionTransition transition) {
        lostAt = transition.at();
        instruments.add(Count.DISCONNECTS);
        LOG.warn(
                "connection state={} cause=\"{}\"; reconnecting",
                ConnectionState.RECONNECTING.name().toLowerCase(Locale.ROOT),
                transition.cause());
    }
}
