package com.nimsforest.node.adapters.nats.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.api.StreamIdentity;
import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.SampleComposts;
import com.nimsforest.node.adapters.nats.fixture.SamplePipeline;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which identity a stream has, whatever becomes of its configuration, its consumers and itself. */
@Timeout(180)
class StreamIdentityIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String EARLIER = "1700000000000";

    private final List<String> worked = new CopyOnWriteArrayList<>();
    private NatsServer server;
    private ConnectedAdapter node;

    @BeforeEach
    void start() {
        server = NatsServer.start();
    }

    @AfterEach
    void stop() {
        if (node != null) {
            node.close();
        }
        server.close();
    }

    @Test
    void everyStreamIsCreatedWithOneWhichTheBucketKeeps() throws Exception {
        node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);

        for (String stream : List.of("RIVER", "HUMUS", "KV_SOIL", "DEADLETTER")) {
            String identity = identity(stream);
            assertThat(identity).matches("[0-9]{13}");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(registered(stream)).contains("\"identity\":" + identity));
        }
    }

    @Test
    void metadataThatSomebodyRemovesIsPutBack() throws Exception {
        node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        String before = identity("KV_SOIL");
        await().atMost(SOON).until(() -> !registered("KV_SOIL").isEmpty());

        withoutMetadata("KV_SOIL");

        await().atMost(SOON).untilAsserted(() -> assertThat(identity("KV_SOIL")).isEqualTo(before));
        assertThat(facts("KV_SOIL").problems()).isEmpty();
    }

    @Test
    void aStreamThatAnotherClientDeletedAndCreatedHasANewOneAndHealthTells() throws Exception {
        node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        String before = identity("HUMUS");
        await().atMost(SOON).until(() -> !registered("HUMUS").isEmpty());
        node.close();
        try (Connection stranger = node.stranger()) {
            StreamConfiguration config = StreamConfiguration.builder(
                            info(stranger, "HUMUS").getConfiguration())
                    .metadata(Map.of())
                    .build();
            stranger.jetStreamManagement().deleteStream("HUMUS");
            stranger.jetStreamManagement().addStream(config);
        }

        node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);

        await().atMost(SOON).untilAsserted(() -> assertThat(identity("HUMUS")).isGreaterThan(before));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(facts("HUMUS").problems())
                        .extracting(HealthFinding::kind)
                        .contains(ProblemKind.STREAM_IDENTITY_REPLACED));
    }

    @Test
    void aStreamThatWasDeletedAndRecreatedByANodeIsToldByEachNodeThatKnewIt() throws Exception {
        node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        try (ConnectedAdapter other = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
                Connection stranger = node.stranger()) {
            assertThat(facts("HUMUS").problems()).isEmpty();
            stranger.jetStreamManagement().deleteStream("HUMUS");

            for (ConnectedAdapter each : List.of(node, other)) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(facts(each, "HUMUS").problems())
                                .extracting(HealthFinding::kind)
                                .containsExactly(ProblemKind.STREAM_IDENTITY_REPLACED));
            }
        }
    }

    @Test
    void aStreamThatWasDeletedWhileNoNodeRanIsToldByTheFirstOne() throws Exception {
        node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        await().atMost(SOON).until(() -> !registered("HUMUS").isEmpty());
        node.close();
        try (Connection stranger = node.stranger()) {
            stranger.jetStreamManagement().deleteStream("HUMUS");
        }

        node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(facts("HUMUS").problems())
                        .extracting(HealthFinding::kind)
                        .containsExactly(ProblemKind.STREAM_IDENTITY_REPLACED));
    }

    @Test
    void aStreamOfAnEarlierVersionKeepsTheNumberOfItsConsumersAndNothingIsWorkedAgain() throws Exception {
        workedByAnEarlierVersion();
        withoutMetadata("HUMUS");
        withoutBucket();

        node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        try (Subscription decomposing = decompose()) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(identity("HUMUS")).isEqualTo(EARLIER));
            SampleComposts.add(node, "new");

            await().atMost(SOON).until(() -> worked.contains("new"));
            assertThat(worked).containsExactly("new");
            assertThat(consumers("HUMUS")).containsExactly("soil-" + EARLIER);
        }
    }

    @Test
    void aConsumerOfAnEarlierIdentityIsTakenOverWhereItIsAndNotLeftBeside() throws Exception {
        workedByAnEarlierVersion();
        node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        String identity = identity("HUMUS");
        assertThat(identity).isNotEqualTo(EARLIER);

        try (Subscription decomposing = decompose()) {
            SampleComposts.add(node, "new");

            await().atMost(SOON).until(() -> worked.contains("new"));
            assertThat(worked).containsExactly("new");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(consumers("HUMUS")).containsExactly("soil-" + identity));
        }
    }

    @Test
    void theRiversConsumerOfAnEarlierIdentityDoesNotBlockTheNewOne() throws Exception {
        node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        try (Connection stranger = node.stranger()) {
            stranger.jetStreamManagement().addOrUpdateConsumer("RIVER", durable("trees-" + EARLIER));
        }
        node.putRaw("river.a", "{\"subject\":\"river.a\",\"data\":\"eA==\",\"ts\":\"2026-11-23T23:21:36Z\"}");

        try (Subscription observing = node.forest.river().observe(Set.of(SubjectPattern.of("river.>")), delivery -> {
            worked.add(delivery.message().subject().value());
            return CompletableFuture.completedFuture(Verdict.done());
        })) {
            await().atMost(SOON).until(() -> worked.contains("river.a"));
            assertThat(consumers("RIVER")).containsExactly("trees-" + identity("RIVER"));
        }
    }

    /** As those have that were created in the same millisecond: leaves of the river waited for a floor of the humus then. */
    @Test
    void streamsOfTheSameIdentityKeepThePositionsOfTheirLeavesApart() throws Exception {
        try (SamplePipeline first = new SamplePipeline(server, List.of(), new CopyOnWriteArrayList<>())) {
            node = first.node;
            first.post(0);
            await().atMost(SOON).until(() -> !consumers("LEAVES").isEmpty());
        }
        withMetadata("HUMUS", Map.of(StreamIdentity.METADATA_KEY, identity("RIVER")));
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

        try (SamplePipeline counting =
                new SamplePipeline(server, List.of(), new CopyOnWriteArrayList<>()).count(timer)) {
            IntStream.range(1, 10).forEach(counting::post);

            counting.awaitCounted(10);
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void theConsumersOfEntityNimsAreTakenOverFromAnEarlierIdentity() throws Exception {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        try (SamplePipeline first = new SamplePipeline(server, List.of(), new CopyOnWriteArrayList<>()).count(timer)) {
            node = first.node;
            first.post(0);
            first.awaitCounted(1);
        }
        String later = Long.toString(Long.parseLong(identity("LEAVES")) + 1);
        withMetadata("LEAVES", Map.of(StreamIdentity.METADATA_KEY, later));
        try (Connection stranger = node.stranger()) {
            stranger.jetStreamManagement().addOrUpdateConsumer("HUMUS", durable("leaves-" + EARLIER));
        }

        try (SamplePipeline second = new SamplePipeline(server, List.of(), new CopyOnWriteArrayList<>()).count(timer);
                Subscription announcing = second.node
                        .forest
                        .entityHumus()
                        .announce(compost -> CompletableFuture.completedFuture(Verdict.done()))) {
            second.post(1);

            second.awaitCounted(2);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(consumers("LEAVES"))
                            .containsExactlyInAnyOrder("nim-mailer-" + later, "entity-counter-" + later));
            String humus = identity("HUMUS");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(consumers("HUMUS"))
                            .containsExactlyInAnyOrder("soil-" + humus, "leaves-" + humus));
        } finally {
            timer.shutdownNow();
        }
    }

    /** Composts that an earlier version has worked, with a consumer that is named by a creation time. */
    private void workedByAnEarlierVersion() throws Exception {
        node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        IntStream.range(0, 5).forEach(number -> SampleComposts.add(node, "old-" + number));
        try (Connection stranger = node.stranger()) {
            stranger.jetStreamManagement().addOrUpdateConsumer("HUMUS", durable("soil-" + EARLIER));
            JetStreamSubscription all =
                    stranger.jetStream().subscribe(null, PullSubscribeOptions.bind("HUMUS", "soil-" + EARLIER));
            for (io.nats.client.Message message : all.fetch(5, SOON)) {
                message.ackSync(SOON);
            }
        }
        node.close();
    }

    private static ConsumerConfiguration durable(String name) {
        return ConsumerConfiguration.builder().durable(name).build();
    }

    private Subscription decompose() {
        return node.forest.humus().decompose(delivery -> {
            worked.add(delivery.message().compost().entity().value());
            return CompletableFuture.completedFuture(Verdict.done());
        });
    }

    private void withoutMetadata(String stream) throws Exception {
        withMetadata(stream, Map.of());
    }

    private void withMetadata(String stream, Map<String, String> metadata) throws Exception {
        try (Connection stranger = node.stranger()) {
            stranger.jetStreamManagement()
                    .updateStream(
                            StreamConfiguration.builder(info(stranger, stream).getConfiguration())
                                    .metadata(metadata)
                                    .build());
        }
    }

    private void withoutBucket() throws Exception {
        try (Connection stranger = node.stranger()) {
            stranger.jetStreamManagement().deleteStream("KV_NIMSFOREST");
        }
    }

    private String identity(String stream) throws Exception {
        try (Connection stranger = node.stranger()) {
            Map<String, String> metadata =
                    info(stranger, stream).getConfiguration().getMetadata();
            return metadata == null ? "" : metadata.getOrDefault(StreamIdentity.METADATA_KEY, "");
        }
    }

    private String registered(String stream) throws Exception {
        try (Connection stranger = node.stranger()) {
            var entry = stranger.keyValue("NIMSFOREST").get("identity." + stream);
            return entry == null ? "" : new String(entry.getValue(), StandardCharsets.UTF_8);
        }
    }

    private List<String> consumers(String stream) throws Exception {
        try (Connection stranger = node.stranger()) {
            return stranger.jetStreamManagement().getConsumerNames(stream);
        }
    }

    private StreamFacts facts(String stream) {
        return facts(node, stream);
    }

    private static StreamFacts facts(ConnectedAdapter of, String stream) {
        return of.forest.storage().probe().streams().stream()
                .filter(facts -> facts.name().equals(stream))
                .findFirst()
                .orElseThrow();
    }

    private static StreamInfo info(Connection stranger, String stream) throws Exception {
        JetStreamManagement management = stranger.jetStreamManagement();
        return management.getStreamInfo(stream);
    }
}
