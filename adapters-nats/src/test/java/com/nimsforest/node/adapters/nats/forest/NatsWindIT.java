package com.nimsforest.node.adapters.nats.forest;

import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.harness.AdapterExecutors;
import com.nimsforest.node.ports.contracts.ContractTimeouts;
import com.nimsforest.node.ports.contracts.WindContract;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.driven.Wind;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class NatsWindIT implements WindContract {
    private final AdapterExecutors threads = new AdapterExecutors();
    private NatsServer server;
    private NatsSidecarConnection sidecar;
    private Wind wind;

    @BeforeEach
    void connect() {
        server = NatsServer.builder().withoutJetStream().start();
        NatsSettings settings = NatsSettings.builder(server.url())
                .reconnectWait(Duration.ofMillis(100))
                .build();
        sidecar = new NatsSidecarConnection(
                settings, Clock.systemUTC(), threads.timer, threads.workers, NodeMetrics.none());
        sidecar.connect();
        wind = new NatsWind(sidecar, threads.workers);
    }

    @AfterEach
    void stop() {
        sidecar.close();
        server.close();
        threads.close();
    }

    @Override
    public ContractTimeouts patience() {
        return ContractTimeouts.SLOW;
    }

    @Override
    public Wind wind() {
        return wind;
    }

    @Override
    public DeadLetters deadLetters() {
        throw new UnsupportedOperationException("the wind keeps nothing");
    }

    @Override
    public void putRaw(String subject, byte[] body) {
        try (Connection other = Nats.connect(server.url())) {
            other.publish(subject, body);
            other.flush(Duration.ofSeconds(5));
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void disconnect() {
        server.kill();
        await().until(() -> !sidecar.isConnected());
    }

    @Override
    public void restore() {
        server.restart();
        await().until(sidecar::isConnected);
    }
}
