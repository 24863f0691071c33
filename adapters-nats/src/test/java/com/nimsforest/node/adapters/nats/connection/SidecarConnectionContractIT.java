package com.nimsforest.node.adapters.nats.connection;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.harness.AdapterExecutors;
import com.nimsforest.node.ports.contracts.ContractTimeouts;
import com.nimsforest.node.ports.contracts.SidecarConnectionContract;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class SidecarConnectionContractIT implements SidecarConnectionContract {
    private final AdapterExecutors threads = new AdapterExecutors();
    private NatsServer server;
    private NatsSidecarConnection connection;

    @BeforeEach
    void connect() {
        server = NatsServer.builder().withoutJetStream().start();
        NatsSettings settings = NatsSettings.builder(server.url())
                .reconnectWait(Duration.ofMillis(100))
                .build();
        connection = new NatsSidecarConnection(
                settings, Clock.systemUTC(), threads.timer, threads.workers, NodeMetrics.none());
        connection.connect();
    }

    @AfterEach
    void stop() {
        connection.close();
        server.close();
        threads.close();
    }

    @Override
    public ContractTimeouts patience() {
        return ContractTimeouts.SLOW;
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
