package com.nimsforest.node.adapters.nats.setaside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnknownRiverMessagesIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Set<SubjectPattern> KNOWN = Set.of(SubjectPattern.of("river.known"));
    private static final int FLOOD = 5_000;

    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private NatsServer server;
    private ConnectedAdapter adapter;

    @BeforeEach
    void startServer() {
        server = NatsServer.start();
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK.withUnknownKept(Duration.ofSeconds(8)));
    }

    @AfterEach
    void stopServer() {
        adapter.close();
        server.close();
    }

    @Test
    void whatNoTreeAsksForIsNamedThenADeadLetterAndGoesToTheTreeThatAppearsWhenPutBack() {
        try (Subscription observing = adapter.forest.river().observe(KNOWN, noting())) {
            flow("river.mistyped", "a");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(problems())
                            .singleElement()
                            .returns(ProblemKind.UNKNOWN_SUBJECTS, HealthFinding::kind)
                            .satisfies(problem -> assertThat(problem.reason())
                                    .startsWith(
                                            "1 river message waits for a tree: no node has one for river.mistyped")));
            assertThat(adapter.forest.snapshot().consumers())
                    .filteredOn(consumer -> consumer.name().equals("unknown"))
                    .singleElement()
                    .returns(1L, ConsumerFacts::pending)
                    .satisfies(unknown -> assertThat(unknown.oldest()).isPresent());
            await().atMost(SOON).until(() -> deadLetters().size() == 1);
        }
        DeadLetter deadLetter = deadLetters().get(0);
        assertThat(deadLetter.stream()).isEqualTo("RIVER");
        assertThat(deadLetter.subject()).isEqualTo("river.mistyped");
        assertThat(deadLetter.sequence()).isEqualTo(1);
        assertThat(deadLetter.reason()).contains("no tree has asked for river.mistyped");
        await().atMost(SOON).until(() -> problems().isEmpty());

        try (Subscription observing =
                adapter.forest.river().observe(Set.of(SubjectPattern.of("river.mistyped")), noting())) {
            adapter.forest.deadLetters().retry(deadLetter.number());

            await().atMost(SOON).until(() -> heard.containsKey("a"));
        }
    }

    @Test
    void whatIsSetAsideKeepsItsPlaceInTheRiverItsIdAndItsHeaders() throws Exception {
        try (Subscription observing = adapter.forest.river().observe(KNOWN, noting());
                Connection stranger = adapter.stranger()) {
            stranger.publish(
                    "river.mistyped",
                    new io.nats.client.impl.Headers().put("X-Own", "mine").put("Nats-Msg-Id", "its-id"),
                    "{}".getBytes(StandardCharsets.UTF_8));
            stranger.flush(SOON);
            await().atMost(SOON).until(() -> deadLetters().size() == 1);

            var stored = stranger.jetStreamManagement().getLastMessage("DEADLETTER", "deadletter.RIVER.trees");

            assertThat(stored.getHeaders().getLast("Nimsforest-Position")).matches("\\d+:1");
            assertThat(stored.getHeaders().getLast("Nimsforest-Id")).isEqualTo("its-id");
            assertThat(stored.getHeaders().getLast("X-Own")).isEqualTo("mine");
        }
    }

    @Test
    void anAgeThatIsSetLowerRemovesNothingThatHadNoEffect() throws Exception {
        try (Subscription observing = adapter.forest.river().observe(KNOWN, noting());
                Connection operator = adapter.stranger()) {
            StreamConfiguration present =
                    operator.jetStreamManagement().getStreamInfo("RIVER").getConfiguration();
            operator.jetStreamManagement()
                    .updateStream(StreamConfiguration.builder(present)
                            .maxAge(Duration.ofSeconds(6))
                            .duplicateWindow(Duration.ofSeconds(3))
                            .build());

            flow("river.mistyped", "a");

            await().atMost(SOON).until(() -> deadLetters().size() == 1);
        }
    }

    @Test
    void manyUnknownMessagesDoNotDelayTheOthers() throws Exception {
        try (Subscription observing = adapter.forest.river().observe(KNOWN, noting());
                Connection stranger = adapter.stranger()) {
            flow("river.known", "first");
            List<Long> waits = new ArrayList<>();
            for (int n = 0; n < FLOOD; n++) {
                stranger.publish("river.mistyped", "{}".getBytes(StandardCharsets.UTF_8));
                if (n % 100 == 0) {
                    String name = "payment-" + n;
                    long sent = System.nanoTime();
                    flow("river.known", name);
                    await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> heard.containsKey(name));
                    waits.add(heard.get(name) - sent);
                }
            }

            assertThat(waits)
                    .allSatisfy(wait -> assertThat(Duration.ofNanos(wait)).isLessThan(Duration.ofSeconds(2)));
            await().atMost(SOON.multipliedBy(3))
                    .until(() -> adapter.forest.storage().probe().streams().stream()
                                    .filter(stream -> stream.name().equals("DEADLETTER"))
                                    .findFirst()
                                    .orElseThrow()
                                    .messages()
                            == FLOOD);
            assertThat(adapter.counts.of(Count.REDELIVERIES)).isZero();
        }
    }

    @Test
    void whatWasAskedForIsRememberedWhenNoNodeAsksForItAnyMore() throws Exception {
        try (Subscription observing = adapter.forest.river().observe(KNOWN, noting())) {
            await().atMost(SOON)
                    .until(() -> !adapter.forest
                            .river()
                            .asked()
                            .toCompletableFuture()
                            .get()
                            .patterns()
                            .isEmpty());
        }
        adapter.close();
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);

        try (Subscription observing =
                adapter.forest.river().observe(Set.of(SubjectPattern.of("river.other")), noting())) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(adapter.forest
                                    .river()
                                    .asked()
                                    .toCompletableFuture()
                                    .get()
                                    .patterns())
                            .extracting(SubjectPattern::value)
                            .containsExactly("river.known", "river.other"));
        }
    }

    @Test
    void dataForATreeThatNoNodeRunsIsNamed() {
        Token tree = Token.of("moody");
        DeliveryHandler<RiverData> failing =
                delivery -> CompletableFuture.completedFuture(Verdict.setAside(List.of(tree), "in a mood"));
        try (Subscription retrying = adapter.forest.river().retry(tree, KNOWN, delivery -> new CompletableFuture<>())) {
            await().atMost(SOON).ignoreExceptions().until(() -> {
                try (Connection stranger = adapter.stranger()) {
                    return ConnectedAdapter.named(stranger, "ASIDE", "tree-moody")
                            .startsWith("tree-moody-");
                }
            });
        }
        try (Subscription observing = adapter.forest.river().observe(KNOWN, failing)) {
            flow("river.known", "a");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(problems())
                            .extracting(HealthFinding::kind)
                            .containsExactly(ProblemKind.TREE_MISSING));
        }
    }

    private DeliveryHandler<RiverData> noting() {
        return delivery -> {
            heard.put(delivery.message().data().text(), System.nanoTime());
            return CompletableFuture.completedFuture(Verdict.done());
        };
    }

    private void flow(String subject, String text) {
        RiverData data = new RiverData(Subject.of(subject), RawPayload.ofText(text), Instant.EPOCH);
        assertThat(adapter.forest.river().flow(new MessageId(text), data)).succeedsWithin(SOON);
    }

    private List<HealthFinding> problems() {
        return adapter.forest.pipeline().consumers().stream()
                .flatMap(consumer -> consumer.problems().stream())
                .toList();
    }

    private List<DeadLetter> deadLetters() {
        return adapter.forest.deadLetters().list(0, 10);
    }
}
