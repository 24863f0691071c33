package com.nimsforest.node.adapters.nats.connection;

import static com.nimsforest.node.adapters.nats.connection.OpenConnections.SOON;
import static com.nimsforest.node.adapters.nats.connection.OpenConnections.quick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.connection.ConnectionTransition;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a connection that there was. */
@Timeout(60)
class NatsReconnectIT {
    private final OpenConnections sidecars = new OpenConnections();

    @AfterEach
    void close() throws Exception {
        sidecars.close();
    }

    @Test
    void comesBackAfterTheServerWasKilledAndTellsEachChangeOnce() {
        NatsServer server = sidecars.started(NatsServer.start());
        NatsSidecarConnection connection =
                sidecars.connection(quick(server.url()).build());
        List<ConnectionTransition> heard = new CopyOnWriteArrayList<>();
        connection.onTransition(heard::add);
        connection.connect();

        server.kill();
        await().atMost(SOON).until(() -> connection.state() == ConnectionState.RECONNECTING);
        assertThatThrownBy(connection::require).isInstanceOf(SidecarUnavailableException.class);
        server.restart();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(heard)
                        .extracting(ConnectionTransition::to)
                        .containsExactly(
                                ConnectionState.CONNECTING,
                                ConnectionState.CONNECTED,
                                ConnectionState.RECONNECTING,
                                ConnectionState.CONNECTED));
        assertThat(heard.get(3).isReconnect()).isTrue();
        assertThat(connection.facts().reconnects()).isEqualTo(1);
    }

    @Test
    void aLateListenerHearsTheStateAsItIs() {
        NatsServer server = sidecars.started(NatsServer.start());
        NatsSidecarConnection connection =
                sidecars.connection(quick(server.url()).build());
        connection.connect();
        List<ConnectionTransition> heard = new CopyOnWriteArrayList<>();

        connection.onTransition(heard::add);

        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).from()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(heard.get(0).to()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void noticesAFrozenServerWithinTenSecondsAndComesBackWhenItThaws() {
        NatsServer server = sidecars.started(NatsServer.start());
        NatsSidecarConnection connection =
                sidecars.connection(quick(server.url()).build());
        List<String> losses = losses(connection);
        connection.connect();
        await().atMost(SOON).until(() -> connection.facts().roundTrip().isPresent());

        server.freeze();
        await().atMost(SOON).until(() -> !losses.isEmpty());
        assertThat(losses.get(0)).contains("does not answer pings");
        assertThat(connection.facts().roundTrip()).isEmpty();
        server.thaw();

        await().atMost(SOON).until(connection::isConnected);
    }

    @Test
    void takesNewCredentialsWhenTheServerHasNewOnes() {
        NatsServer server =
                sidecars.started(NatsServer.builder().password("forest", "old").start());
        AtomicReference<NatsCredentials> credentials = new AtomicReference<>(NatsCredentials.password("forest", "old"));
        NatsSidecarConnection connection = sidecars.connection(
                quick(server.url()).credentials(credentials::get).build());
        connection.connect();

        server.configure("authorization { user: forest, password: new }").restart();
        await().atMost(SOON).until(() -> connection.state() == ConnectionState.RECONNECTING);
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> !connection.isConnected());
        credentials.set(NatsCredentials.password("forest", "new"));

        await().atMost(SOON).until(connection::isConnected);
        assertThat(connection.facts().reconnects()).isEqualTo(1);
    }

    @Test
    void endsForGoodWhenTheAttemptsToComeBackAreUsedUp() {
        NatsServer server = sidecars.started(NatsServer.start());
        NatsSidecarConnection connection =
                sidecars.connection(quick(server.url()).maxReconnects(2).build());
        connection.connect();

        server.kill();

        assertThat(connection.closed().toCompletableFuture())
                .succeedsWithin(SOON)
                .asString()
                .contains("after 2 attempts", "connection refused");
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void endsAtTheFirstLossWhenNoAttemptIsAllowed() {
        NatsServer server = sidecars.started(NatsServer.start());
        NatsSidecarConnection connection =
                sidecars.connection(quick(server.url()).maxReconnects(0).build());
        connection.connect();

        server.kill();

        assertThat(connection.closed().toCompletableFuture())
                .succeedsWithin(SOON)
                .asString()
                .contains("was lost");
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void saysWhenTheServerAnnouncesItsEnd() {
        NatsServer server = sidecars.started(NatsServer.builder()
                .line("lame_duck_duration: 30s")
                .line("lame_duck_grace_period: 1s")
                .start());
        NatsSidecarConnection connection =
                sidecars.connection(quick(server.url()).build());
        List<String> losses = losses(connection);
        connection.connect();

        server.lameDuck();

        await().atMost(SOON).until(() -> !losses.isEmpty());
        assertThat(losses.get(0)).contains("being shut down");
    }

    @Test
    void handsEachNewConnectionToThoseWhoDependOnIt() {
        NatsServer server = sidecars.started(NatsServer.start());
        NatsSidecarConnection connection =
                sidecars.connection(quick(server.url()).build());
        List<Connection> handed = new CopyOnWriteArrayList<>();
        connection.onConnection(handed::add);
        connection.connect();
        await().atMost(SOON).until(() -> handed.size() == 1);

        server.restart();

        await().atMost(SOON).until(() -> handed.size() == 2);
        assertThat(handed.get(1)).isNotSameAs(handed.get(0)).isSameAs(connection.require());
    }

    @Test
    void closeIsBoundedWhenTheServerIsFrozen() {
        NatsServer server = sidecars.started(NatsServer.start());
        NatsSidecarConnection connection =
                sidecars.connection(quick(server.url()).build());
        connection.connect();
        server.freeze();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(connection::close, sidecars.threads.workers);

        assertThat(closing).succeedsWithin(SOON);
        server.thaw();
    }

    /** Why the connection was lost, each time from now on. */
    private static List<String> losses(NatsSidecarConnection connection) {
        List<String> losses = new CopyOnWriteArrayList<>();
        connection.onTransition(transition -> {
            if (transition.to() == ConnectionState.RECONNECTING) {
                losses.add(transition.cause());
            }
        });
        return losses;
    }
}
