package com.nimsforest.node.adapters.nats.jetstream;

import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.fixture.NatsBinary;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.messaging.NatsWind;
import com.nimsforest.node.adapters.nats.threads.Threads;
import com.nimsforest.node.domain.connection.RetrySchedule;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.ports.driven.Wind;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.ConsumerInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** One node's half on JetStream beside a real server, provided and connected. */
final class Grove implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);
    /** How long a message is sent again beside a server that has no elections. */
    private static final Duration ALONE = Duration.ofSeconds(12);

    static final ConsumerTiming QUICK = ConsumerTiming.standard()
            .withDelays(Duration.ofMillis(100), Duration.ofMillis(100))
            .withClosing(Duration.ofSeconds(3));

    final NatsServer server;
    final Threads threads = new Threads();
    final Tally counts = new Tally();
    final NatsSidecarConnection sidecar;
    final Publisher publisher;
    final Wind wind;
    final JetStreamForest forest;

    private Grove(NatsServer server, List<String> peers, ConsumerTiming timing) {
        this.server = server;
        NatsSettings settings = NatsSettings.builder(server.url())
                .firstConnect(new RetrySchedule(RetrySchedule.FOREVER, Duration.ofMillis(100)))
                .reconnectWait(Duration.ofMillis(100))
                .publishBudget(peers.isEmpty() ? ALONE : SOON)
                .monitorUrl(server.monitorUrl())
                .peers(peers)
                .build();
        Clock clock = Clock.systemUTC();
        this.sidecar = new NatsSidecarConnection(settings, clock, threads.timer, threads.workers, counts);
        this.wind = new NatsWind(sidecar, threads.workers);
        this.publisher = new Publisher(sidecar, settings, threads.timer, threads.workers, counts);
        this.forest = new JetStreamForest(
                sidecar, publisher, settings, timing, clock, threads.timer, threads.workers, counts);
    }

    static Grove beside(NatsServer server, ConsumerTiming timing) {
        return beside(server, List.of(), timing);
    }

    static Grove beside(NatsServer server, List<String> peers, ConsumerTiming timing) {
        Grove grove = connected(server, peers, timing);
        grove.forest.provision();
        return grove;
    }

    /** Provides nothing yet. */
    static Grove connected(NatsServer server, List<String> peers, ConsumerTiming timing) {
        Grove grove = new Grove(server, peers, timing);
        grove.sidecar.connect();
        return grove;
    }

    /** Beside the server, with its streams there. */
    static Grove grown(NatsServer server, ConsumerTiming timing) {
        Grove grove = beside(server, timing);
        grove.awaitStreams();
        return grove;
    }

    /** Whether the servers of these tests are old enough to hand over again what is done. */
    static boolean stepsBack() {
        return NatsBinary.version().startsWith("2.9.");
    }

    void awaitStreams() {
        await().atMost(SOON).until(() -> forest.storage().probe().usable());
    }

    /** In a mesh of three, with every stream on each. */
    void awaitCopies() {
        await().atMost(SOON.multipliedBy(3)).until(() -> {
            List<StreamFacts> streams = forest.storage().probe().streams();
            return !streams.isEmpty() && streams.stream().allMatch(stream -> stream.current() == 3);
        });
    }

    /** A client that knows nothing of forests. */
    Connection stranger() {
        try {
            return Nats.connect(server.url());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What the servers call the consumer. */
    static String named(Connection stranger, String stream, String consumer) throws Exception {
        return stranger.jetStreamManagement().getConsumerNames(stream).stream()
                .filter(name -> name.startsWith(consumer + "-"))
                .findFirst()
                .orElseThrow();
    }

    /** How many messages nobody has acknowledged to the consumer. */
    long unacknowledged(String stream, String consumer) throws Exception {
        try (Connection stranger = stranger()) {
            ConsumerInfo info =
                    stranger.jetStreamManagement().getConsumerInfo(stream, named(stranger, stream, consumer));
            return info.getNumAckPending() + info.getNumPending();
        }
    }

    void putRaw(String subject, byte[] body) {
        try (Connection stranger = stranger()) {
            stranger.publish(subject, body);
            stranger.flush(Duration.ofSeconds(5));
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    void putRaw(String subject, String body) {
        putRaw(subject, body.getBytes(StandardCharsets.UTF_8));
    }

    void disconnect() {
        server.kill();
        await().atMost(SOON).until(() -> !sidecar.isConnected());
    }

    void restore() {
        server.restart();
        await().atMost(SOON).until(sidecar::isConnected);
    }

    @Override
    public void close() {
        forest.close();
        publisher.close();
        sidecar.close();
        threads.close();
    }
}
