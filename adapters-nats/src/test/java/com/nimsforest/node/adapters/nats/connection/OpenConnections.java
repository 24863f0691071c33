package com.nimsforest.node.adapters.nats.connection;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.harness.AdapterExecutors;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Servers and connections to them, closed in the end: the last first. */
final class OpenConnections implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(10);
    static final Duration SHORT = Duration.ofMillis(200);

    final AdapterExecutors threads = new AdapterExecutors();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    static NatsSettings.Builder quick(String... servers) {
        return NatsSettings.builder(servers).reconnectWait(SHORT);
    }

    NatsSidecarConnection connection(NatsSettings settings) {
        NatsSidecarConnection connection = new NatsSidecarConnection(
                settings, Clock.systemUTC(), threads.timer, threads.workers, NodeMetrics.none());
        opened.push(connection);
        return connection;
    }

    NatsServer started(NatsServer server) {
        opened.push(server);
        return server;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        threads.close();
    }
}
