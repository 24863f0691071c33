package com.nimsforest.node.adapters.nats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.NatsServerBinary;
import com.nimsforest.node.adapters.nats.harness.AdapterExecutors;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.replica.StreamReplicaContent;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.ServerHealthWarnings;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MonitoringServerViewIT {
    private static final Duration BOUND = Duration.ofSeconds(5);

    private final AdapterExecutors threads = new AdapterExecutors();

    private Clock clock = Clock.systemUTC();

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void aClockThatDiffersFromTheServersIsReported() {
        clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(20));
        try (NatsServer server = NatsServer.start()) {
            NatsServerFacts facts = view(server.monitorUrl()).server().orElseThrow();

            assertThat(facts.ahead())
                    .isBetween(
                            Duration.ofHours(-20).minusSeconds(5),
                            Duration.ofHours(-20).plusSeconds(5));
            assertThat(ServerHealthWarnings.of(facts, clock.instant()))
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.kind()).isEqualTo(ProblemKind.CLOCK_SKEW))
                    .satisfies(warning -> assertThat(warning.reason())
                            .matches("this node's clock is \\d+ s ahead of that of its .*"));
        }
    }

    private MonitoringServerView view(URI monitor) {
        return new MonitoringServerView(
                new MonitoringClient(monitor), Optional::empty, Set.of("HUMUS", "RIVER"), clock);
    }

    @Test
    void aServerTellsWhatItIsAndWhatItHoldsOfTheForestsStreams() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection client = Nats.connect(server.url())) {
            JetStreamManagement streams = client.jetStreamManagement();
            streams.addStream(stream("HUMUS", "humus.>"));
            streams.addStream(stream("ANOTHERS", "other"));
            for (int n = 0; n < 4; n++) {
                client.jetStream().publish("humus.x", new byte[10]);
            }
            streams.deleteMessage("HUMUS", 1);

            NatsServerFacts facts = view(server.monitorUrl()).server().orElseThrow();

            assertThat(facts.name()).isEqualTo(server.name());
            assertThat(facts.version()).isEqualTo(NatsServerBinary.version());
            assertThat(facts.uptime()).isBetween(Duration.ofNanos(1), Duration.ofMinutes(1));
            assertThat(facts.memory()).isPositive();
            assertThat(facts.stored()).isPositive();
            assertThat(facts.storable()).isEqualTo(1024L * 1024 * 1024);
            assertThat(facts.routes()).isZero();
            assertThat(facts.copies()).containsExactly(new StreamReplicaContent("HUMUS", 2, 4, 3));
            assertThat(facts.certificateExpires()).isEmpty();
        }
    }

    @Test
    void aServerWithoutJetStreamHoldsNothing() {
        try (NatsServer server = NatsServer.builder().withoutJetStream().start()) {
            NatsServerFacts facts = view(server.monitorUrl()).server().orElseThrow();

            assertThat(facts.storable()).isZero();
            assertThat(facts.copies()).isEmpty();
        }
    }

    @Test
    void aPortThatAnswersNothingAtAllIsGivenUpSoon() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertNothingSoon(mute);
        }
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUpSoon() throws Exception {
        try (ServerSocket endless = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            answerWith(endless, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"server_name\":");

            assertNothingSoon(endless);
        }
    }

    @Test
    void anAnswerThatComesByteByByteIsGivenUpSoon() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            threads.workers.execute(() -> answerByteByByte(slow));

            assertNothingSoon(slow);
        }
    }

    private void answerByteByByte(ServerSocket port) {
        try {
            OutputStream answer = port.accept().getOutputStream();
            answer.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            threads.timer.scheduleAtFixedRate(() -> write(answer), 0, 20, TimeUnit.MILLISECONDS);
        } catch (IOException closed) {
            assertThat(port.isClosed()).isTrue();
        }
    }

    private static void write(OutputStream answer) {
        try {
            answer.write(' ');
        } catch (IOException givenUp) {
            throw new UncheckedIOException(givenUp);
        }
    }

    @Test
    void aQuestionNeedsNoOtherThreadOfThePoolInWhichItIsAsked() {
        ExecutorService only = Executors.newSingleThreadExecutor();
        try (NatsServer server = NatsServer.start()) {
            assertThat(CompletableFuture.supplyAsync(
                            () -> view(server.monitorUrl()).server(), only))
                    .succeedsWithin(BOUND)
                    .satisfies(facts -> assertThat(facts).isPresent());
        } finally {
            only.shutdownNow();
        }
    }

    @Test
    void anAnswerThatIsNoneIsPassedOver() throws Exception {
        try (ServerSocket odd = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            answerWith(odd, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

            assertNothingSoon(odd);
        }
    }

    private static StreamConfiguration stream(String name, String subject) {
        return StreamConfiguration.builder().name(name).subjects(subject).build();
    }

    private void assertNothingSoon(ServerSocket port) {
        // Loads classes, which takes seconds where many tests begin at once.
        MonitoringServerView view = view(URI.create("http://127.0.0.1:" + port.getLocalPort()));
        long start = System.nanoTime();

        assertThat(view.server()).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
    }

    private void answerWith(ServerSocket port, String answer) {
        threads.workers.execute(() -> {
            while (!port.isClosed()) {
                answerOne(port, answer);
            }
        });
    }

    private static void answerOne(ServerSocket port, String answer) {
        try {
            port.accept().getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            assertThat(port.isClosed()).isTrue();
        }
    }
}
