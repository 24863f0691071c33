package com.nimsforest.node.adapters.nats.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the servers tell of a consumer's oldest message, redeliveries and progress reaches its facts. */
class ConsumerAgeIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private NatsServer server;
    private ConnectedAdapter adapter;

    @BeforeEach
    void startServer() {
        server = NatsServer.start();
        adapter = ConnectedAdapter.ready(
                server,
                ConnectedAdapter.QUICK.withAckWait(Duration.ofSeconds(5)).withStalled(Duration.ofSeconds(2)));
    }

    @AfterEach
    void stopServer() {
        adapter.close();
        server.close();
    }

    @Test
    void theAgeOfTheOldestUnacknowledgedMessageIsReported() {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        Instant before = Instant.now();

        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), delivery -> verdict)) {
            flow("a");
            flow("b");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(trees().oldest())
                            .hasValueSatisfying(
                                    oldest -> assertThat(oldest).isBetween(before.minusMillis(500), Instant.now())));
            verdict.complete(Verdict.done());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(trees().oldest()).isEmpty());
        }
    }

    @Test
    void theConsumersAsTheServersListThemHaveTheirAgeToo() {
        try (Subscription observing =
                adapter.forest.river().observe(Set.of(RiverSubjects.ALL), delivery -> new CompletableFuture<>())) {
            flow("a");

            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(listed("RIVER").get(0).oldest()).isPresent());
        }
    }

    @Test
    void aMessageThatWasDeliveredTwiceIsCountedAsRedelivered() {
        CompletableFuture<Verdict> second = new CompletableFuture<>();
        DeliveryHandler<RiverData> failing = delivery ->
                delivery.attempt() == 1 ? CompletableFuture.completedFuture(Verdict.postpone("not now")) : second;

        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), failing)) {
            flow("a");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(trees().redelivered()).isEqualTo(1));
            second.complete(Verdict.done());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(trees().redelivered()).isZero());
        }
    }

    @Test
    void messagesThatNobodyAcknowledgesAreAStallAndAnAcknowledgementEndsIt() {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();

        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), delivery -> verdict)) {
            flow("a");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(trees().stalled()).isTrue());
            verdict.complete(Verdict.done());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(trees().stalled()).isFalse());
        }
    }

    @Test
    void aMessageThatWaitsForItsNextAttemptIsNoStallOfTheOthers() {
        DeliveryHandler<RiverData> failing = delivery -> CompletableFuture.completedFuture(
                delivery.message().data().text().equals("poison") ? Verdict.postpone("not now") : Verdict.done());

        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), failing)) {
            flow("poison");
            await().atMost(SOON).until(() -> trees().redelivered() == 1);
            await().during(Duration.ofSeconds(5)).atMost(SOON).until(() -> {
                flow("other");
                return !trees().stalled();
            });
        }
    }

    private ConsumerFacts trees() {
        return await().atMost(SOON)
                .until(
                        () -> adapter.forest.pipeline().consumers().stream()
                                .filter(consumer -> consumer.name().equals("trees"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<ConsumerFacts> listed(String stream) {
        return adapter.forest.snapshot().consumers().stream()
                .filter(consumer -> consumer.stream().equals(stream))
                .toList();
    }

    private void flow(String text) {
        RiverData data = new RiverData(Subject.of("river.a"), RawPayload.ofText(text), Instant.EPOCH);
        MessageId id = new MessageId(text + "-" + System.nanoTime());
        assertThat(adapter.forest.river().flow(id, data)).succeedsWithin(SOON);
    }
}
