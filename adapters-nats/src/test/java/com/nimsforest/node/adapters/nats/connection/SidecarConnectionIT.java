package com.nimsforest.node.adapters.nats.connection;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.threads.Threads;
import com.nimsforest.node.ports.contracts.Patience;
import com.nimsforest.node.ports.contracts.SidecarConnectionContract;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.driven.SidecarConnection;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class SidecarConnectionIT implements SidecarConnectionContract {
    private final Threads threads = new Threads();
    private NatsServer server;
    private NatsSidecarConnection connection;

    @BeforeEach
    void connect() {
        server = NatsServer.builder().withoutJetStream().start();
        NatsSettings settings = NatsSettings.builder(server.url())
                .reconnectWait(Duration.ofMillis(100))
                .build();
        connection = new NatsSidecarConnection(
                settings, Clock.systemUTC(), threads.timer, threads.workers, Instruments.none());
        connection.connect();
    }

    @AfterEach
    void stop() {
        connection.close();
        server.close();
        threads.close();
    }

    @Override
    public Patience patience() {
        return Patience.SLOW;
    }

    @Override
    public SidecarConnection connection() {
        return connection;
    }

    @Override
    public void disconnect() {
        server.kill();
    }

    @Override
    public void restore() {
        server.restart();
    }

    @Override
    public void end() {
        connection.close();
    }
}
