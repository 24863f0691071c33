package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.SampleComposts;
import com.nimsforest.node.adapters.nats.harness.CapturedLog;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.ConsumerConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ConsumerRecoveryIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Instant THEN = Instant.parse("2026-11-23T23:21:36.087802027Z");

    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private NatsServer server;
    private ConnectedAdapter adapter;

    @BeforeEach
    void startServer() {
        server = NatsServer.start();
        adapter = ConnectedAdapter.ready(
                server,
                ConnectedAdapter.QUICK.withAckWait(Duration.ofSeconds(5)).withStalled(Duration.ofSeconds(3)));
    }

    @AfterEach
    void stopServer() {
        adapter.close();
        server.close();
    }

    @Test
    void aServerThatIsKilledAmidstTheWorkLosesNothing() {
        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting())) {
            flow(0, 500);
            server.kill();
            server.restart();
            awaitAnswered(500, 510);

            await().atMost(SOON).untilAsserted(() -> assertThat(done).containsAll(names(0, 510)));
            await().atMost(SOON).until(() -> adapter.unacknowledged("RIVER", "trees") == 0);
        }
    }

    @Test
    void aServerThatStandsStillForAWhileLosesNothing() {
        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting())) {
            flow(0, 200);
            server.freeze();
            await().atMost(SOON).until(() -> !adapter.sidecar.isConnected());
            server.thaw();
            awaitAnswered(200, 210);

            await().atMost(SOON).untilAsserted(() -> assertThat(done).containsAll(names(0, 210)));
        }
    }

    @Test
    void aConsumerThatSomebodyRemovesIsRecreated() throws Exception {
        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting());
                Connection stranger = adapter.stranger()) {
            awaitAnswered(0, 1);
            await().atMost(SOON).until(() -> done.contains("0"));
            remove(stranger, "RIVER", "trees");
            awaitAnswered(1, 20);

            await().atMost(SOON).untilAsserted(() -> assertThat(done).containsAll(names(0, 20)));
        }
    }

    @Test
    void aConsumerThatIsRecreatedGoesOnWhereItWas() throws Exception {
        CopyOnWriteArrayList<String> heard = new CopyOnWriteArrayList<>();
        DeliveryHandler<HumusEntry> handler = delivery -> {
            heard.add(delivery.message().compost().entity().value());
            return CompletableFuture.completedFuture(Verdict.done());
        };
        try (Subscription decomposing = adapter.forest.humus().decompose(handler);
                Connection stranger = adapter.stranger()) {
            SampleComposts.add(adapter, "a");
            await().atMost(SOON).until(() -> heard.contains("a"));
            await().atMost(SOON)
                    .until(() -> adapter.forest.pipeline().consumers().stream()
                            .allMatch(consumer -> consumer.unacknowledged() == 0 && consumer.pending() == 0));
            remove(stranger, "HUMUS", "soil");
            SampleComposts.add(adapter, "b");

            await().atMost(SOON).until(() -> heard.contains("b"));
            assertThat(heard).containsExactly("a", "b");
        }
    }

    @Test
    void whatARiverConsumerPassedByWhileSomebodyHadNarrowedItIsHandedOver() throws Exception {
        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting());
                Connection stranger = adapter.stranger()) {
            awaitAnswered(0, 1);
            await().atMost(SOON).until(() -> done.contains("0"));

            edit(stranger, "RIVER", "trees", consumer -> consumer.filterSubject("river.nothing"));
            awaitAnswered(1, 20);

            await().atMost(SOON).untilAsserted(() -> assertThat(done).containsAll(names(0, 20)));
        }
    }

    @Test
    void whatComesWhileARiverConsumerIsNarrowedIsNotSetAside() throws Exception {
        try (Connection stranger = adapter.stranger()) {
            try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting())) {
                awaitAnswered(0, 1);
                await().atMost(SOON).until(() -> adapter.unacknowledged("RIVER", "trees") == 0);
            }
            edit(stranger, "RIVER", "trees", consumer -> consumer.filterSubject("river.nothing"));
            awaitAnswered(1, 20);

            await().during(Duration.ofSeconds(8))
                    .atMost(SOON)
                    .until(() -> stranger.jetStreamManagement()
                                    .getStreamInfo("RIVER")
                                    .getStreamState()
                                    .getMsgCount()
                            == 19);
            try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting())) {
                await().atMost(SOON).untilAsserted(() -> assertThat(done).containsAll(names(0, 20)));
            }
        }
    }

    @Test
    void whatANimsConsumerPassedByWhileSomebodyHadNarrowedItIsHandedOver() throws Exception {
        Set<SubjectPattern> orders = Set.of(SubjectPattern.of("order.>"));
        try (Subscription gathering = adapter.forest.leaves().gather(Token.of("a-nim"), orders, delivery -> {
                    done.add(delivery.message().data().text());
                    return CompletableFuture.completedFuture(Verdict.done());
                });
                Connection stranger = adapter.stranger()) {
            keep(1);
            await().atMost(SOON).until(() -> done.contains("1"));

            edit(stranger, "LEAVES", "nim-a-nim", consumer -> consumer.filterSubject("order.nothing"));
            keep(2);
            await().atMost(SOON).until(() -> done.contains("2"));
        }
    }

    @Test
    void aNumberOfDeliveriesAndHeadersOnlyThatSomebodySetsAreTakenBack() throws Exception {
        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting());
                Connection stranger = adapter.stranger()) {
            awaitAnswered(0, 1);
            await().atMost(SOON).until(() -> done.contains("0"));

            edit(stranger, "RIVER", "trees", consumer -> consumer.maxDeliver(1).headersOnly(true));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(configuration(stranger, "RIVER", "trees"))
                            .returns(false, ConsumerConfiguration::isHeadersOnly)
                            .satisfies(consumer ->
                                    assertThat(consumer.getMaxDeliver()).isLessThan(1)));
        }
    }

    private void keep(int number) {
        Leaf leaf = new Leaf(Subject.of("order.placed"), JsonPayload.of(Integer.toString(number)), "a-tree", THEN);
        MessageId id = new MessageId("order-" + number);
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> adapter.forest
                        .leaves()
                        .keep(id, leaf)
                        .toCompletableFuture()
                        .join());
    }

    private static void edit(
            Connection stranger, String stream, String name, UnaryOperator<ConsumerConfiguration.Builder> change)
            throws Exception {
        ConsumerConfiguration present = configuration(stranger, stream, name);
        stranger.jetStreamManagement()
                .addOrUpdateConsumer(
                        stream,
                        change.apply(ConsumerConfiguration.builder(present)).build());
    }

    private static ConsumerConfiguration configuration(Connection stranger, String stream, String name)
            throws Exception {
        return stranger.jetStreamManagement().getConsumers(stream).stream()
                .filter(consumer -> consumer.getName().startsWith(name + "-"))
                .findFirst()
                .orElseThrow()
                .getConsumerConfiguration();
    }

    @Test
    void aStreamThatSomebodyRemovesIsProvisionedAgain() throws Exception {
        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting());
                Connection stranger = adapter.stranger()) {
            awaitAnswered(0, 1);
            stranger.jetStreamManagement().deleteStream("RIVER");
            awaitAnswered(1, 5);

            await().atMost(SOON).untilAsserted(() -> assertThat(done).containsAll(names(1, 5)));
        }
    }

    @Test
    void aServerThatComesBackEmptyIsProvidedForWithoutAWordOfWaiting() {
        try (CapturedLog log = CapturedLog.of(SubscriptionProblem.class);
                Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting())) {
            awaitAnswered(0, 1);
            adapter.disconnect();
            await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> !adapter.sidecar.isConnected());
            server.wipe();
            adapter.restore();

            awaitAnswered(1, 5);
            await().atMost(SOON).untilAsserted(() -> assertThat(done).containsAll(names(1, 5)));
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void jetStreamThatIsSwitchedOffAndOnAgainIsTakenUp() throws Exception {
        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting())) {
            awaitAnswered(0, 1);
            await().atMost(SOON).until(() -> adapter.unacknowledged("RIVER", "trees") == 0);
            server.jetStream(false).restart();
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(adapter.forest.storage().probe().problem())
                                    .map(HealthFinding::kind)
                                    .contains(ProblemKind.JETSTREAM_DISABLED));
            server.jetStream(true).restart();
            awaitAnswered(1, 5);

            await().atMost(SOON).untilAsserted(() -> assertThat(done).containsAll(names(0, 5)));
            assertThat(adapter.forest.storage().probe().problem()).isEmpty();
        }
    }

    @Test
    void aMessageThatTakesLongerThanTheServersWaitIsHandedOverOnce() {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        CopyOnWriteArrayList<Long> attempts = new CopyOnWriteArrayList<>();
        DeliveryHandler<RiverData> slow = delivery -> {
            attempts.add(delivery.attempt());
            return verdict;
        };

        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), slow)) {
            awaitAnswered(0, 1);
            await().atMost(SOON).until(() -> !attempts.isEmpty());
            await().during(Duration.ofSeconds(12)).atMost(SOON).until(() -> attempts.size() == 1);
            verdict.complete(Verdict.done());
            await().atMost(SOON).until(() -> adapter.unacknowledged("RIVER", "trees") == 0);
        }

        assertThat(attempts).containsExactly(1L);
    }

    @Test
    @Tag("newest")
    void aConsumerThatIsGivenNothingSubscribesAgainAndIsCounted() throws Exception {
        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting());
                Connection stranger = adapter.stranger()) {
            awaitAnswered(0, 1);
            await().atMost(SOON).until(() -> done.contains("0"));
            stranger.jetStreamManagement()
                    .pauseConsumer(
                            "RIVER",
                            ConnectedAdapter.named(stranger, "RIVER", "trees"),
                            ZonedDateTime.now().plusMinutes(10));
            awaitAnswered(1, 2);

            await().atMost(SOON).until(() -> adapter.counts.of(Count.WATCHDOG_REVIVALS) > 0);
            assertThat(adapter.forest.pipeline().consumers()).singleElement().satisfies(consumer -> {
                assertThat(consumer.stalled()).isTrue();
                assertThat(consumer.pending()).isEqualTo(1);
            });
            stranger.jetStreamManagement().resumeConsumer("RIVER", ConnectedAdapter.named(stranger, "RIVER", "trees"));
            await().atMost(SOON).until(() -> done.contains("1"));
        }
    }

    private DeliveryHandler<RiverData> noting() {
        return (MessageDelivery<RiverData> delivery) -> {
            done.add(delivery.message().data().text());
            return CompletableFuture.completedFuture(Verdict.done());
        };
    }

    private void flow(int from, int to) {
        IntStream.range(from, to).forEach(number -> adapter.forest.river().flow(id(number), data(number)));
    }

    private void awaitAnswered(int from, int to) {
        IntStream.range(from, to)
                .forEach(number -> await().atMost(SOON)
                        .untilAsserted(() -> assertThat(adapter.forest.river().flow(id(number), data(number)))
                                .succeedsWithin(SOON)));
    }

    /** A server may fail to clear the folder of a consumer whose state it writes at that moment; the consumer is gone then. */
    private static void remove(Connection stranger, String stream, String consumer) throws Exception {
        try {
            stranger.jetStreamManagement().deleteConsumer(stream, ConnectedAdapter.named(stranger, stream, consumer));
        } catch (JetStreamApiException failure) {
            assertThat(failure).hasMessageContaining("directory not empty");
        }
    }

    private static MessageId id(int number) {
        return new MessageId("id-" + number);
    }

    private static RiverData data(int number) {
        return new RiverData(Subject.of("river.a"), RawPayload.ofText(Integer.toString(number)), THEN);
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
