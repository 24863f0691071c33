package com.nimsforest.node.adapters.nats.connection;

import static com.nimsforest.node.adapters.nats.connection.OpenConnections.SHORT;
import static com.nimsforest.node.adapters.nats.connection.OpenConnections.SOON;
import static com.nimsforest.node.adapters.nats.connection.OpenConnections.quick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.ReservedPorts;
import com.nimsforest.node.domain.connection.ConnectRetrySchedule;
import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first connection. */
@Timeout(60)
class NatsFirstConnectIT {
    private final OpenConnections sidecars = new OpenConnections();

    @AfterEach
    void close() throws Exception {
        sidecars.close();
    }

    @Test
    void connectsAndTellsWhatItKnows() {
        NatsServer server = sidecars.started(NatsServer.start());
        NatsSidecarConnection connection =
                sidecars.connection(quick(server.url()).build());

        connection.connect();

        assertThat(connection.isConnected()).isTrue();
        assertThat(connection.facts().server()).isEqualTo(server.name());
        assertThat(connection.facts().serverVersion()).isNotEmpty();
        assertThat(connection.facts().url()).isEqualTo(server.url());
        assertThat(connection.facts().cause()).contains(server.name());
        await().atMost(SOON).until(() -> connection.facts().roundTrip().isPresent());
    }

    @Test
    void triesTheFirstConnectionAgainUntilTheServerIsThere() {
        int port = ReservedPorts.free();
        NatsSidecarConnection connection = sidecars.connection(quick("nats://127.0.0.1:" + port)
                .firstConnect(new ConnectRetrySchedule(ConnectRetrySchedule.FOREVER, SHORT))
                .build());
        CompletableFuture<Void> connecting = CompletableFuture.runAsync(connection::connect, sidecars.threads.workers);

        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
        sidecars.started(NatsServer.builder().port(port).start());

        assertThat(connecting).succeedsWithin(SOON);
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(connection.facts().reconnects()).isZero();
    }

    @Test
    void saysWhyItIsNotThereYet() {
        NatsServer server = sidecars.started(NatsServer.builder()
                .withoutJetStream()
                .line("authorization { user: forest, password: right }")
                .start());
        AtomicReference<String> password = new AtomicReference<>("wrong");
        NatsSidecarConnection connection = sidecars.connection(quick(server.url())
                .firstConnect(new ConnectRetrySchedule(ConnectRetrySchedule.FOREVER, SHORT))
                .credentials(() -> NatsCredentials.password("forest", password.get()))
                .build());
        assertThat(connection.facts().server()).isEmpty();
        assertThat(connection.facts().serverVersion()).isEmpty();

        CompletableFuture<Void> connecting = CompletableFuture.runAsync(connection::connect, sidecars.threads.workers);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(connection.facts().cause()).contains("refuses the credentials (attempt "));
        password.set("right");

        assertThat(connecting).succeedsWithin(SOON);
        assertThat(connection.facts().cause()).contains("connected to");
    }

    @Test
    void givesUpTheFirstConnectionAfterItsAttempts() {
        AtomicInteger asked = new AtomicInteger();
        NatsSidecarConnection connection = sidecars.connection(quick("nats://127.0.0.1:" + ReservedPorts.free())
                .firstConnect(new ConnectRetrySchedule(3, SHORT))
                .credentials(() -> {
                    asked.incrementAndGet();
                    return NatsCredentials.none();
                })
                .build());

        assertThatThrownBy(connection::connect)
                .isInstanceOf(SidecarUnavailableException.class)
                .hasMessageContaining("after 3 attempts: connection refused");

        assertThat(asked).hasValue(3);
        assertThat(connection.isConnected()).isFalse();
    }

    @Test
    void anAttemptAtAFrozenServerIsBounded() {
        NatsServer server = sidecars.started(NatsServer.start());
        NatsSidecarConnection connection = sidecars.connection(quick(server.url())
                .firstConnect(new ConnectRetrySchedule(1, SHORT))
                .build());
        server.freeze();

        CompletableFuture<Void> connecting = CompletableFuture.runAsync(connection::connect, sidecars.threads.workers);

        assertThat(connecting)
                .failsWithin(Duration.ofSeconds(6))
                .withThrowableThat()
                .withMessageContaining("no answer in time");
        server.thaw();
    }

    @Test
    void saysThatTheServerRefusesTheCredentials() {
        NatsServer server = sidecars.started(
                NatsServer.builder().password("forest", "right").start());
        NatsSidecarConnection connection = sidecars.connection(quick(server.url())
                .credentials(() -> NatsCredentials.password("forest", "wrong"))
                .firstConnect(new ConnectRetrySchedule(1, SHORT))
                .build());

        assertThatThrownBy(connection::connect).hasMessageContaining("refuses the credentials");
    }

    @Test
    void takesTheNextAddressWhenTheFirstDoesNotAnswer() {
        NatsServer server = sidecars.started(NatsServer.start());
        NatsSidecarConnection connection = sidecars.connection(
                quick("nats://127.0.0.1:" + ReservedPorts.free(), server.url()).build());

        connection.connect();

        assertThat(connection.facts().server()).isEqualTo(server.name());
    }

    @Test
    void waitingForTheConnectionIsBounded() throws Exception {
        NatsServer server = sidecars.started(NatsServer.start());
        NatsSidecarConnection connection =
                sidecars.connection(quick(server.url()).build());

        assertThat(connection.awaitConnected(Duration.ofMillis(50))).isFalse();
        CompletableFuture.runAsync(connection::connect, sidecars.threads.workers);

        assertThat(connection.awaitConnected(SOON)).isTrue();
    }

    @Test
    void closeEndsAFirstConnectionThatIsUnderWay() {
        NatsSidecarConnection connection = sidecars.connection(quick("nats://127.0.0.1:" + ReservedPorts.free())
                .firstConnect(new ConnectRetrySchedule(ConnectRetrySchedule.FOREVER, Duration.ofMinutes(5)))
                .build());
        CompletableFuture<Void> connecting = CompletableFuture.runAsync(connection::connect, sidecars.threads.workers);

        connection.close();

        assertThat(connecting).failsWithin(SOON).withThrowableThat().withMessageContaining("closed");
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(connection.closed().toCompletableFuture()).isNotDone();
    }

    @Test
    void anOldServerIsRefusedAndNamedUntilItIsUpgraded() throws Exception {
        try (ServerOfVersion old = new ServerOfVersion("2.10.29")) {
            NatsSidecarConnection connection = sidecars.connection(quick(old.url())
                    .firstConnect(new ConnectRetrySchedule(ConnectRetrySchedule.FOREVER, SHORT))
                    .build());
            CompletableFuture<Void> connecting =
                    CompletableFuture.runAsync(connection::connect, sidecars.threads.workers);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(connection.facts().cause())
                            .contains("nats-server 2.10.29 is older than 2.11.0, the oldest that is supported"));
            assertThat(connection.isConnected()).isFalse();

            old.upgrade("2.11.0");

            assertThat(connecting).succeedsWithin(SOON);
            assertThat(connection.facts().serverVersion()).isEqualTo("2.11.0");
        }
    }
}
