package com.nimsforest.node.adapters.nats.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.threads.Threads;
import com.nimsforest.node.domain.message.Receipt;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PublisherIT {
    private static final Duration BUDGET = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Threads threads = new Threads();
    private NatsServer server;
    private NatsSidecarConnection sidecar;
    private Publisher publisher;

    @BeforeEach
    void start() throws Exception {
        server = NatsServer.start();
        NatsSettings settings = NatsSettings.builder(server.url())
                .reconnectWait(Duration.ofMillis(100))
                .build();
        sidecar = new NatsSidecarConnection(
                settings, Clock.systemUTC(), threads.timer, threads.workers, Instruments.none());
        publisher = new Publisher(sidecar, settings, threads.timer, threads.workers, Instruments.none());
        sidecar.connect();
        create(stream("RIVER", "river.>").build());
    }

    @AfterEach
    void stop() {
        publisher.close();
        sidecar.close();
        server.close();
        threads.close();
    }

    @Test
    void storesAndGivesTheReceipt() {
        assertThat(publish("river.a", "1", BUDGET)).succeedsWithin(SOON).isEqualTo(new Receipt("RIVER", 1, false));
        assertThat(publish("river.a", "2", BUDGET)).succeedsWithin(SOON).isEqualTo(new Receipt("RIVER", 2, false));
    }

    @Test
    void theSameIdIsStoredOnce() {
        assertThat(publish("river.a", "same", BUDGET)).succeedsWithin(SOON);

        assertThat(publish("river.a", "same", BUDGET)).succeedsWithin(SOON).isEqualTo(new Receipt("RIVER", 1, true));
    }

    @Test
    void aRestartInTheMiddleLeavesEachMessageStoredOnceAndInOrder() throws Exception {
        List<CompletableFuture<Receipt>> stored = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            stored.add(publish("river.a", Integer.toString(i), BUDGET));
        }
        CompletableFuture<Void> restart = stored.get(1000).thenRunAsync(server::restart, threads.workers);
        for (int i = 2000; i < 6000; i++) {
            stored.add(publish("river.a", Integer.toString(i), BUDGET));
        }

        assertThat(restart).succeedsWithin(BUDGET);
        assertThat(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)))
                .succeedsWithin(BUDGET);
        assertThat(content("RIVER")).containsExactlyElementsOf(names(6000));
    }

    @Test
    void aFreezeInTheMiddleLosesNothing() throws Exception {
        List<CompletableFuture<Receipt>> stored = new ArrayList<>();
        server.freeze();
        for (int i = 0; i < 1000; i++) {
            stored.add(publish("river.a", Integer.toString(i), BUDGET));
        }
        await().atMost(SOON).until(() -> !sidecar.isConnected());

        server.thaw();

        assertThat(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)))
                .succeedsWithin(BUDGET);
        assertThat(content("RIVER")).containsExactlyElementsOf(names(1000));
    }

    @Test
    void whatWasSentAndNeverAnsweredIsUnknown() {
        server.freeze();

        CompletableFuture<Receipt> stored = publish("river.a", "1", SHORT);

        assertThat(stored)
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(UnknownOutcomeException.class)
                .withMessageContaining("river.a");
        server.thaw();
    }

    @Test
    void whatWasNeverSentIsNotStored() {
        server.kill();
        await().atMost(SOON).until(() -> !sidecar.isConnected());

        CompletableFuture<Receipt> stored = publish("river.a", "1", SHORT);

        assertThat(stored).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(SidecarUnavailableException.class);
    }

    @Test
    void withoutAStreamNothingIsStoredAndThatIsCertain() {
        assertThat(publish("nowhere", "1", SHORT))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(StorageUnavailableException.class)
                .withMessageContaining("no stream takes it");
    }

    @Test
    void waitsForAStreamThatComesInTime() throws Exception {
        CompletableFuture<Receipt> stored = publish("humus.a.create", "1", BUDGET);

        create(stream("HUMUS", "humus.>").build());

        assertThat(stored).succeedsWithin(SOON);
    }

    @Test
    void aFullStreamIsSaidAtOnce() throws Exception {
        create(stream("HUMUS", "humus.>")
                .maxMessages(1)
                .discardPolicy(DiscardPolicy.New)
                .build());
        assertThat(publish("humus.a", "1", BUDGET)).succeedsWithin(SOON);

        assertThat(publish("humus.a", "2", BUDGET))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(StorageUnavailableException.class)
                .withMessageContaining("maximum messages exceeded");
    }

    @Test
    void whatIsLargerThanTheServerTakesIsRejectedAtOnce() {
        CompletionStage<Receipt> stored = publisher.publish("river.a", new Headers(), new byte[(1 << 20) + 1], BUDGET);

        assertThat(stored.toCompletableFuture())
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(RejectedInputException.class)
                .withMessageContaining("1048577 bytes");
    }

    @Test
    void whatIsLargerThanTheStreamTakesIsRejected() throws Exception {
        create(stream("HUMUS", "humus.>").maximumMessageSize(100).build());

        CompletionStage<Receipt> stored = publisher.publish("humus.a", new Headers(), new byte[200], BUDGET);

        assertThat(stored.toCompletableFuture())
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(RejectedInputException.class);
    }

    @Test
    void aLostCompareAndSetIsStale() {
        assertThat(publish("river.a", "1", BUDGET)).succeedsWithin(SOON);
        Headers headers = new Headers().put("Nats-Expected-Last-Subject-Sequence", "7");

        CompletionStage<Receipt> stored = publisher.publish("river.a", headers, new byte[0], BUDGET);

        assertThat(stored.toCompletableFuture())
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(StaleRevisionException.class);
    }

    @Test
    void moreThanCanWaitIsRefusedAtOnce() {
        server.kill();
        await().atMost(SOON).until(() -> !sidecar.isConnected());
        for (int i = 0; i < 10_000; i++) {
            publish("river.a", Integer.toString(i), BUDGET);
        }

        assertThat(publish("river.a", "one more", BUDGET))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(StorageUnavailableException.class)
                .withMessageContaining("busy");
    }

    @Test
    void messagesWithOneKeyAreUnderWayOneAfterAnother() throws Exception {
        List<CompletableFuture<Receipt>> stored = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Headers headers = new Headers().put("Nats-Msg-Id", Integer.toString(i));
            stored.add(publisher
                    .publishInOrder("entity", "river.a", headers, bytes(Integer.toString(i)), BUDGET)
                    .toCompletableFuture());
            if (i == 100) {
                server.restart();
            }
        }

        assertThat(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)))
                .succeedsWithin(BUDGET);
        assertThat(content("RIVER")).containsExactlyElementsOf(names(300));
    }

    @Test
    void closeWaitsForTheAnswersThatAreStillToCome() {
        List<CompletableFuture<Receipt>> stored = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stored.add(publish("river.a", Integer.toString(i), BUDGET));
        }

        publisher.close();

        assertThat(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)))
                .succeedsWithin(SOON);
        assertThat(publish("river.a", "late", BUDGET))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(SidecarUnavailableException.class);
    }

    private CompletableFuture<Receipt> publish(String subject, String id, Duration budget) {
        Headers headers = new Headers().put("Nats-Msg-Id", id);
        return publisher.publish(subject, headers, bytes(id), budget).toCompletableFuture();
    }

    private List<String> content(String stream) throws IOException, JetStreamApiException {
        JetStreamManagement management = sidecar.require().jetStreamManagement();
        long last = management.getStreamInfo(stream).getStreamState().getLastSequence();
        List<String> content = new ArrayList<>();
        for (long sequence = 1; sequence <= last; sequence++) {
            content.add(new String(management.getMessage(stream, sequence).getData(), StandardCharsets.UTF_8));
        }
        return content;
    }

    private void create(StreamConfiguration configuration) throws IOException, JetStreamApiException {
        sidecar.require().jetStreamManagement().addStream(configuration);
    }

    private static StreamConfiguration.Builder stream(String name, String subjects) {
        return StreamConfiguration.builder()
                .name(name)
                .subjects(subjects)
                .storageType(StorageType.File)
                .duplicateWindow(Duration.ofMinutes(2));
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
