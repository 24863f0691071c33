package com.nimsforest.node.adapters.nats.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.wire.RiverDataJson;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class PoisonMessageIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Instant THEN = Instant.parse("2026-11-23T23:21:36.087802027Z");
    private static final int MANY = 3000;

    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private NatsServer server;
    private ConnectedAdapter adapter;

    @BeforeEach
    void startServer() {
        server = NatsServer.start();
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
    }

    @AfterEach
    void stopServer() {
        adapter.close();
        server.close();
    }

    @Test
    void thousandsOfPoisonMessagesAreDeadLettersAndTheRestFlows() throws Exception {
        try (Connection stranger = adapter.stranger()) {
            for (int n = 0; n < MANY; n++) {
                stranger.publish("river.poison", ("garbage " + n).getBytes(StandardCharsets.UTF_8));
            }
            stranger.flush(SOON);
        }
        flow("good");

        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), delivery -> {
            heard.add(delivery.message().data().text());
            return CompletableFuture.completedFuture(Verdict.done());
        })) {
            await().atMost(SOON).until(() -> heard.contains("good"));
            await().atMost(SOON).until(() -> adapter.forest.pipeline().deadLetters() == MANY);
            await().atMost(SOON).until(() -> messagesIn("RIVER") == 0);
        }

        assertThat(heard).containsExactly("good");
        assertThat(adapter.counts.of(Count.DEAD_LETTERS)).isEqualTo(MANY);
        assertThat(adapter.forest.deadLetters().list(0, MANY + 1))
                .hasSize(MANY)
                .extracting(DeadLetter::sequence)
                .doesNotHaveDuplicates();
    }

    @Test
    void thousandsOfPostponedMessagesDoNotHoldUpTheRest() {
        IntStream.range(0, 5000).forEach(n -> flow("unknown-" + n));
        flow("known");

        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), delivery -> {
            String text = delivery.message().data().text();
            heard.add(text);
            return CompletableFuture.completedFuture(
                    text.startsWith("known") ? Verdict.done() : Verdict.postpone("no tree knows it"));
        })) {
            await().atMost(SOON).until(() -> heard.contains("known"));
            flow("known-later");
            await().atMost(SOON).until(() -> heard.contains("known-later"));
        }

        assertThat(adapter.forest.pipeline().deadLetters()).isZero();
        assertThat(heard).hasSize(5002);
    }

    @Test
    void aMessageAsLargeAsTheServerTakesBecomesADeadLetterAllTheSame() {
        byte[] text = "x".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
        byte[] noise = new byte[1024 * 1024];
        new Random(7).nextBytes(noise);
        adapter.putRaw("river.large.text", text);
        adapter.putRaw("river.large.noise", noise);

        try (Subscription observing =
                adapter.forest.river().observe(Set.of(RiverSubjects.ALL), delivery -> new CompletableFuture<>())) {
            await().atMost(SOON).until(() -> adapter.forest.pipeline().deadLetters() == 2);
            await().atMost(SOON).until(() -> messagesIn("RIVER") == 0);
        }

        List<DeadLetter> deadLetters = adapter.forest.deadLetters().list(0, 10);
        assertThat(deadLetters).hasSize(2);
        assertThat(deadLetters.get(0).data()).isEqualTo(RawPayload.of(text));
        assertThat(deadLetters)
                .allSatisfy(letter -> assertThat(letter.reason())
                        .startsWith("no river data, which is JSON with subject, data in base64, and ts")
                        .contains("not JSON, broken at character"));
        assertThat(deadLetters.get(1).subject()).isEqualTo("river.large.noise");
        assertThat(deadLetters.get(1).data().size()).isGreaterThan(1_000_000);
    }

    @Test
    void aDeadLetterKeepsTheHeadersOfItsMessage() throws Exception {
        try (Connection stranger = adapter.stranger()) {
            Headers headers = new Headers()
                    .add("Trace", "abc")
                    .add("Nats-Msg-Id", "theirs")
                    .add("Nats-TTL-Like", "1");
            stranger.publish("river.poison", headers, "garbage".getBytes(StandardCharsets.UTF_8));
            stranger.flush(SOON);

            try (Subscription observing =
                    adapter.forest.river().observe(Set.of(RiverSubjects.ALL), delivery -> new CompletableFuture<>())) {
                await().atMost(SOON).until(() -> adapter.forest.pipeline().deadLetters() == 1);
            }
            Headers stored = stranger.jetStreamManagement()
                    .getFirstMessage("DEADLETTER", "deadletter.>")
                    .getHeaders();

            assertThat(stored.getLast("Trace")).isEqualTo("abc");
            assertThat(stored.getLast("Nimsforest-Id")).isEqualTo("theirs");
            assertThat(stored.getLast("Nimsforest-Original-Nats-TTL-Like")).isEqualTo("1");
            assertThat(stored.getLast("Nimsforest-Stream")).isEqualTo("RIVER");
            assertThat(stored.getLast("Nimsforest-Consumer")).isEqualTo("trees");
            assertThat(stored.getLast("Nimsforest-Sequence")).isEqualTo("1");
            assertThat(stored.getLast("Nimsforest-Deliveries")).isEqualTo("1");
            assertThat(stored.getLast("Nimsforest-Reason")).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NATS/1.0\r\nName: José\r\n\r\n",
                "NATS/1.0\r\nNäme: Jose\r\n\r\n",
                "NATS/1.0\r\nno colon at all\r\n\r\n",
                "NATS/1.0\r\n: no name\r\n\r\n",
                "NATS/1.0\r\na name: b\r\n\r\n",
                "NATS/1.0 503\r\n\r\n",
                "NATS/1.0\r\nA: b\r\n",
                "HTTP/1.1\r\nA: b\r\n\r\n",
                "\r\n\r\n",
                "x"
            })
    void headersThatNoClientShouldSendDoNotHoldUpTheRest(String headers) throws Exception {
        putWithHeaders("river.odd", headers, RiverDataJson.write(data("odd")));
        flow("good");

        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), delivery -> {
            heard.add(delivery.message().data().text());
            return CompletableFuture.completedFuture(Verdict.done());
        })) {
            await().atMost(SOON).until(() -> heard.contains("good"));
            await().atMost(SOON).until(() -> messagesIn("RIVER") == 0);
        }
    }

    private void putWithHeaders(String subject, String headers, byte[] body) throws IOException {
        byte[] head = headers.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("CONNECT {\"headers\":true,\"verbose\":false}\r\n".getBytes(StandardCharsets.UTF_8));
            out.write(("HPUB " + subject + " " + head.length + " " + (head.length + body.length) + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(head);
            out.write(body);
            out.write("\r\nPING\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            assertThat(in.readLine()).startsWith("INFO");
            assertThat(in.readLine()).isEqualTo("PONG");
        }
    }

    private static RiverData data(String text) {
        return new RiverData(Subject.of("river.a"), RawPayload.ofText(text), THEN);
    }

    private void flow(String text) {
        assertThat(adapter.forest.river().flow(new MessageId(text), data(text))).succeedsWithin(SOON);
    }

    private long messagesIn(String stream) throws Exception {
        try (Connection stranger = adapter.stranger()) {
            return stranger.jetStreamManagement()
                    .getStreamInfo(stream)
                    .getStreamState()
                    .getMsgCount();
        }
    }
}
