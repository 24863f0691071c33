package com.nimsforest.node.adapters.nats.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.Ports;
import com.nimsforest.node.adapters.nats.threads.Threads;
import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.connection.ConnectionTransition;
import com.nimsforest.node.domain.connection.RetrySchedule;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NatsSidecarConnectionIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Threads threads = new Threads();
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        threads.close();
    }

    @Test
    void connectsAndTellsWhatItKnows() {
        NatsServer server = started(NatsServer.start());
        NatsSidecarConnection connection = connection(quick(server.url()).build());

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
        int port = Ports.free();
        NatsSidecarConnection connection = connection(quick("nats://127.0.0.1:" + port)
                .firstConnect(new RetrySchedule(RetrySchedule.FOREVER, SHORT))
                .build());
        CompletableFuture<Void> connecting = CompletableFuture.runAsync(connection::connect, threads.workers);

        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
        started(NatsServer.builder().port(port).start());

        assertThat(connecting).succeedsWithin(SOON);
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(connection.facts().reconnects()).isZero();
    }

    @Test
    void saysWhyItIsNotThereYet() {
        NatsServer server = started(NatsServer.builder()
                .withoutJetStream()
                .line("authorization { user: forest, password: right }")
                .start());
        AtomicReference<String> password = new AtomicReference<>("wrong");
        NatsSidecarConnection connection = connection(quick(server.url())
                .firstConnect(new RetrySchedule(RetrySchedule.FOREVER, SHORT))
                .credentials(() -> NatsCredentials.password("forest", password.get()))
                .build());
        assertThat(connection.facts().server()).isEmpty();
        assertThat(connection.facts().serverVersion()).isEmpty();

        CompletableFuture<Void> connecting = CompletableFuture.runAsync(connection::connect, threads.workers);
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
        NatsSidecarConnection connection = connection(quick("nats://127.0.0.1:" + Ports.free())
                .firstConnect(new RetrySchedule(3, SHORT))
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
    void comesBackAfterTheServerWasKilledAndTellsEachChangeOnce() {
        NatsServer server = started(NatsServer.start());
        NatsSidecarConnection connection = connection(quick(server.url()).build());
        List<ConnectionTransition> heard = new CopyOnWriteArrayList<>();
        connection.onTransition(heard::add);
        connection.connect();

        server.kill();
        await().atMost(SOON).until(() -> connection.state() == ConnectionState.RECONNECTING);
        assertThatThrownBy(connection::require).isInstanceOf(SidecarUnavailableException.class);
        server.restart();

        await().atMost(SOON).until(connection::isConnected);
        assertThat(heard)
                .extracting(ConnectionTransition::to)
                .containsExactly(
                        ConnectionState.CONNECTING,
                        ConnectionState.CONNECTED,
                        ConnectionState.RECONNECTING,
                        ConnectionState.CONNECTED);
        assertThat(heard.get(3).isReconnect()).isTrue();
        assertThat(connection.facts().reconnects()).isEqualTo(1);
    }

    @Test
    void aLateListenerHearsTheStateAsItIs() {
        NatsServer server = started(NatsServer.start());
        NatsSidecarConnection connection = connection(quick(server.url()).build());
        connection.connect();
        List<ConnectionTransition> heard = new CopyOnWriteArrayList<>();

        connection.onTransition(heard::add);

        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).from()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(heard.get(0).to()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void noticesAFrozenServerWithinTenSecondsAndComesBackWhenItThaws() {
        NatsServer server = started(NatsServer.start());
        NatsSidecarConnection connection = connection(quick(server.url()).build());
        connection.connect();
        await().atMost(SOON).until(() -> connection.facts().roundTrip().isPresent());

        server.freeze();
        await().atMost(SOON).until(() -> connection.state() == ConnectionState.RECONNECTING);
        assertThat(connection.facts().cause()).contains("does not answer pings");
        assertThat(connection.facts().roundTrip()).isEmpty();
        server.thaw();

        await().atMost(SOON).until(connection::isConnected);
    }

    @Test
    void anAttemptAtAFrozenServerIsBounded() {
        NatsServer server = started(NatsServer.start());
        NatsSidecarConnection connection = connection(
                quick(server.url()).firstConnect(new RetrySchedule(1, SHORT)).build());
        server.freeze();

        CompletableFuture<Void> connecting = CompletableFuture.runAsync(connection::connect, threads.workers);

        assertThat(connecting)
                .failsWithin(Duration.ofSeconds(6))
                .withThrowableThat()
                .withMessageContaining("no answer in time");
        server.thaw();
    }

    @Test
    void takesNewCredentialsWhenTheServerHasNewOnes() {
        NatsServer server =
                started(NatsServer.builder().password("forest", "old").start());
        AtomicReference<NatsCredentials> credentials = new AtomicReference<>(NatsCredentials.password("forest", "old"));
        NatsSidecarConnection connection =
                connection(quick(server.url()).credentials(credentials::get).build());
        connection.connect();

        server.configure("authorization { user: forest, password: new }").restart();
        await().atMost(SOON).until(() -> connection.state() == ConnectionState.RECONNECTING);
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> !connection.isConnected());
        credentials.set(NatsCredentials.password("forest", "new"));

        await().atMost(SOON).until(connection::isConnected);
        assertThat(connection.facts().reconnects()).isEqualTo(1);
    }

    @Test
    void saysThatTheServerRefusesTheCredentials() {
        NatsServer server =
                started(NatsServer.builder().password("forest", "right").start());
        NatsSidecarConnection connection = connection(quick(server.url())
                .credentials(() -> NatsCredentials.password("forest", "wrong"))
                .firstConnect(new RetrySchedule(1, SHORT))
                .build());

        assertThatThrownBy(connection::connect).hasMessageContaining("refuses the credentials");
    }

    @Test
    void endsForGoodWhenTheAttemptsToComeBackAreUsedUp() {
        NatsServer server = started(NatsServer.start());
        NatsSidecarConnection connection =
                connection(quick(server.url()).maxReconnects(2).build());
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
        NatsServer server = started(NatsServer.start());
        NatsSidecarConnection connection =
                connection(quick(server.url()).maxReconnects(0).build());
        connection.connect();

        server.kill();

        assertThat(connection.closed().toCompletableFuture())
                .succeedsWithin(SOON)
                .asString()
                .contains("was lost");
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void takesTheNextAddressWhenTheFirstDoesNotAnswer() {
        NatsServer server = started(NatsServer.start());
        NatsSidecarConnection connection = connection(
                quick("nats://127.0.0.1:" + Ports.free() + "," + server.url()).build());

        connection.connect();

        assertThat(connection.facts().server()).isEqualTo(server.name());
    }

    @Test
    void saysWhenTheServerAnnouncesItsEnd() {
        NatsServer server = started(NatsServer.builder()
                .line("lame_duck_duration: 30s")
                .line("lame_duck_grace_period: 1s")
                .start());
        NatsSidecarConnection connection = connection(quick(server.url()).build());
        List<String> losses = new CopyOnWriteArrayList<>();
        connection.onTransition(transition -> {
            if (transition.to() == ConnectionState.RECONNECTING) {
                losses.add(transition.cause());
            }
        });
        connection.connect();

        server.lameDuck();

        await().atMost(SOON).until(() -> !losses.isEmpty());
        assertThat(losses.get(0)).contains("being shut down");
    }

    @Test
    void handsEachNewConnectionToThoseWhoDependOnIt() {
        NatsServer server = started(NatsServer.start());
        NatsSidecarConnection connection = connection(quick(server.url()).build());
        List<Connection> handed = new CopyOnWriteArrayList<>();
        connection.onConnection(handed::add);
        connection.connect();
        await().atMost(SOON).until(() -> handed.size() == 1);

        server.restart();

        await().atMost(SOON).until(() -> handed.size() == 2);
        assertThat(handed.get(1)).isNotSameAs(handed.get(0)).isSameAs(connection.require());
    }

    @Test
    void waitingForTheConnectionIsBounded() throws Exception {
        NatsServer server = started(NatsServer.start());
        NatsSidecarConnection connection = connection(quick(server.url()).build());

        assertThat(connection.awaitConnected(Duration.ofMillis(50))).isFalse();
        CompletableFuture.runAsync(connection::connect, threads.workers);

        assertThat(connection.awaitConnected(SOON)).isTrue();
    }

    @Test
    void closeEndsAFirstConnectionThatIsUnderWay() {
        NatsSidecarConnection connection = connection(quick("nats://127.0.0.1:" + Ports.free())
                .firstConnect(new RetrySchedule(RetrySchedule.FOREVER, Duration.ofMinutes(5)))
                .build());
        CompletableFuture<Void> connecting = CompletableFuture.runAsync(connection::connect, threads.workers);

        connection.close();

        assertThat(connecting).failsWithin(SOON).withThrowableThat().withMessageContaining("closed");
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(connection.closed().toCompletableFuture()).isNotDone();
    }

    @Test
    void closeIsBoundedWhenTheServerIsFrozen() {
        NatsServer server = started(NatsServer.start());
        NatsSidecarConnection connection = connection(quick(server.url()).build());
        connection.connect();
        server.freeze();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(connection::close, threads.workers);

        assertThat(closing).succeedsWithin(SOON);
        server.thaw();
    }

    private static NatsSettings.Builder quick(String url) {
        return NatsSettings.builder(url).reconnectWait(SHORT);
    }

    private NatsSidecarConnection connection(NatsSettings settings) {
        NatsSidecarConnection connection = new NatsSidecarConnection(
                settings, Clock.systemUTC(), threads.timer, threads.workers, Instruments.none());
        opened.add(0, connection);
        return connection;
    }

    private NatsServer started(NatsServer server) {
        opened.add(server);
        return server;
    }
}
