package com.nimsforest.node.adapters.nats.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.SampleComposts;
import com.nimsforest.node.adapters.nats.harness.CapturedLog;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Verdict;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.ConsumerLimits;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.Republish;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.Source;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StreamProvisionerIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private NatsServer server = NatsServer.start();
    private ConnectedAdapter adapter;
    private ConnectedAdapter neighbour;

    @AfterEach
    void stopServer() {
        if (neighbour != null) {
            neighbour.close();
        }
        adapter.close();
        server.close();
    }

    @Test
    void theStreamsAreMadeAsTheLayoutSays() throws Exception {
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);

        StreamConfiguration river = configuration("RIVER");
        StreamConfiguration humus = configuration("HUMUS");
        StreamConfiguration soil = configuration("KV_SOIL");
        StreamConfiguration deadLetters = configuration("DEADLETTER");

        assertThat(river.getSubjects()).containsExactly("river.>");
        assertThat(river.getRetentionPolicy()).isEqualTo(RetentionPolicy.WorkQueue);
        assertThat(river.getDiscardPolicy()).isEqualTo(DiscardPolicy.New);
        assertThat(river.getMaxAge()).isEqualTo(Duration.ofHours(24));
        assertThat(river.getMaxMsgs()).isEqualTo(100_000);
        assertThat(humus.getSubjects()).containsExactly("humus.>");
        assertThat(humus.getMaxAge()).isEqualTo(Duration.ofDays(7));
        assertThat(humus.getMaxMsgs()).isEqualTo(1_000_000);
        assertThat(humus.getDuplicateWindow()).isEqualTo(Duration.ofMinutes(10));
        assertThat(soil.getMaxMsgsPerSubject()).isEqualTo(10);
        assertThat(deadLetters.getMaxAge()).isEqualTo(Duration.ofDays(30));
        assertThat(List.of(river, humus, soil, deadLetters)).allMatch(stream -> stream.getReplicas() == 1);
        assertThat(List.of(river, deadLetters)).noneMatch(StreamConfiguration::getDenyDelete);
        assertThat(humus.getDenyDelete() && humus.getDenyPurge()).isTrue();
    }

    @Test
    void nobodyTakesACompostOutOfTheHumus() throws Exception {
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        SampleComposts.add(adapter, "stays");

        try (Connection stranger = adapter.stranger()) {
            JetStreamManagement streams = stranger.jetStreamManagement();
            assertThatThrownBy(() -> streams.purgeStream("HUMUS")).hasMessageContaining("purge not permitted");
            assertThatThrownBy(() -> streams.deleteMessage("HUMUS", 1)).hasMessageContaining("delete not permitted");
        }
    }

    @Test
    void anOlderHumusIsAdoptedAsItIsUntilStreamsAreApplied() throws Exception {
        try (Connection older = Nats.connect(server.url())) {
            older.jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("HUMUS")
                            .subjects("humus.>")
                            .maxAge(Duration.ofDays(7))
                            .maxMessages(1_000_000)
                            .duplicateWindow(Duration.ofMinutes(10))
                            .build());
        }
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        assertThat(configuration("HUMUS").getDenyPurge()).isFalse();
        assertThat(stream("HUMUS").problems()).isEmpty();

        adapter.forest.streamPlans().apply(false);

        assertThat(configuration("HUMUS").getDenyPurge()).isTrue();
        assertThat(configuration("HUMUS").getDenyDelete()).isTrue();
    }

    @Test
    void whatNoServerTakesBackDoesNotKeepTheRestFromBeingApplied() throws Exception {
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        try (Connection stranger = adapter.stranger()) {
            stranger.jetStreamManagement()
                    .updateStream(StreamConfiguration.builder(configuration("ASIDE"))
                            .denyDelete(true)
                            .maximumMessageSize(10)
                            .build());
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stream("ASIDE").problems())
                        .extracting(HealthFinding::kind)
                        .containsExactly(ProblemKind.STREAM_MISCONFIGURED));

        adapter.forest.streamPlans().apply(false);

        assertThat(configuration("ASIDE").getMaximumMessageSize()).isEqualTo(-1);
        assertThat(configuration("ASIDE").getDenyDelete()).isTrue();
    }

    @Test
    void whatAStreamAllowsItsConsumersIsToldAndTheServersRefusalOfOneChangeKeepsNoOtherBack() throws Exception {
        try (Connection older = Nats.connect(server.url())) {
            older.jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("HUMUS")
                            .subjects("humus.>")
                            .storageType(StorageType.Memory)
                            .maxConsumers(1)
                            .consumerLimits(ConsumerLimits.builder()
                                    .maxAckPending(5)
                                    .inactiveThreshold(Duration.ofMinutes(1))
                                    .build())
                            .build());
        }
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        assertThat(driftOfHumus()).contains("storage", "max_consumers", "consumer_limits", "max_age");
        assertThat(stream("HUMUS").problems())
                .anySatisfy(
                        problem -> assertThat(problem.reason())
                                .contains(
                                        "max_consumers: is 1, planned without bound",
                                        "consumer_limits: is {\"inactive_threshold\":60000000000,\"max_ack_pending\":5}, planned"));

        List<StreamConfigDrift> changed = adapter.forest.streamPlans().apply(true);

        // From nats-server 2.12 on it changes max_consumers, too.
        assertThat(driftOfHumus()).contains("storage").isSubsetOf("storage", "max_consumers");
        assertThat(changed).extracting(StreamConfigDrift::field).contains("consumer_limits", "max_age");
        assertThat(changed).extracting(StreamConfigDrift::field).doesNotContainAnyElementsOf(driftOfHumus());
    }

    private List<String> driftOfHumus() {
        return adapter.forest.streamPlans().drift().stream()
                .filter(drift -> drift.stream().equals("HUMUS"))
                .map(StreamConfigDrift::field)
                .toList();
    }

    @Test
    void theSoilIsABucketForClientsOfEveryKind() throws Exception {
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);

        try (Connection stranger = adapter.stranger()) {
            long revision = stranger.keyValue("SOIL").create("task-1", "{\"n\":1}".getBytes());
            stranger.keyValue("SOIL").update("task-1", "{\"n\":2}".getBytes(), revision);
            stranger.keyValue("SOIL").delete("task-1");

            assertThat(stranger.keyValue("SOIL").getStatus().getMaxHistoryPerKey())
                    .isEqualTo(10);
            assertThat(stranger.keyValue("SOIL").history("task-1")).hasSize(3);
        }
    }

    @Test
    void whatExistsIsAdoptedAsItIs() throws Exception {
        adapter = ConnectedAdapter.beside(server, ConnectedAdapter.QUICK);
        Connection stranger = adapter.stranger();
        adapter.awaitStreams();
        StreamConfiguration narrower = StreamConfiguration.builder(configuration("HUMUS"))
                .maxAge(Duration.ofDays(1))
                .maxMessages(500_000)
                .description("somebody else's")
                .build();
        stranger.jetStreamManagement().updateStream(narrower);

        neighbour = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        gather(neighbour, "a-nim", "payment.>");
        await().atMost(SOON).until(() -> keeps(neighbour, "payment.completed"));

        assertThat(configuration("HUMUS").getMaxAge()).isEqualTo(Duration.ofDays(1));
        assertThat(configuration("HUMUS").getMaxMsgs()).isEqualTo(500_000);
        assertThat(configuration("HUMUS").getDescription()).isEqualTo("somebody else's");
        stranger.close();
    }

    @Test
    void whatCopiesOtherStreamsInOrTheirMessagesOutIsToldAndTakenAway() throws Exception {
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        try (Connection stranger = adapter.stranger()) {
            stranger.jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("ORDERS")
                            .subjects("orders.>")
                            .build());
            edit(
                    stranger,
                    "HUMUS",
                    humus -> humus.sources(Source.builder().name("ORDERS").build())
                            .republish(Republish.builder()
                                    .source("humus.>")
                                    .destination("copies.>")
                                    .build()));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(stream("HUMUS").problems())
                            .singleElement()
                            .satisfies(problem ->
                                    assertThat(problem.kind()).isEqualTo(ProblemKind.STREAM_DIFFERS_FROM_PLAN))
                            .asString()
                            .contains("sources: is", "republish: is"));
        }

        adapter.forest.streamPlans().apply(false);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stream("HUMUS").problems()).isEmpty());
    }

    @Test
    void limitsBelowThePlanByWhichAStreamDropsMessagesAreToldAsSuchAndChangedBack() throws Exception {
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        gather(adapter, "a-nim", "payment.>");
        await().atMost(SOON).until(() -> keeps(adapter, "payment.completed"));
        Duration brief = Duration.ofSeconds(2);
        try (Connection stranger = adapter.stranger()) {
            edit(
                    stranger,
                    "HUMUS",
                    humus -> humus.maxMessages(100_000).maxAge(brief).duplicateWindow(brief));
            edit(stranger, "LEAVES", leaves -> leaves.maxBytes(200_000_000));
            edit(stranger, "RIVER", river -> river.maxMessages(1).maxAge(Duration.ofHours(1)));

            awaitDropping("HUMUS", "max_age: is PT2S, planned PT168H; max_msgs: is 100000, planned 1000000");
            awaitDropping("LEAVES", "max_bytes: is 200000000, planned without bound");
            awaitDropping("RIVER", "max_age: is PT1H, planned PT24H");
            assertThat(stream("RIVER").problems())
                    .extracting(HealthFinding::kind)
                    .containsExactlyInAnyOrder(ProblemKind.STREAM_DISCARDS_OLD, ProblemKind.STREAM_DIFFERS_FROM_PLAN);
        }

        assertThat(adapter.forest.storage().probe().usable()).isTrue();
        awaitAsPlanned();
    }

    /** As a stream that others made before: what one consumer acknowledges in a work queue, the other one never gets. */
    @Test
    void aStreamThatKeepsNothingForItsOtherConsumersTakesNothing() throws Exception {
        try (Connection older = Nats.connect(server.url())) {
            older.jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("HUMUS")
                            .subjects("humus.>")
                            .retentionPolicy(RetentionPolicy.WorkQueue)
                            .build());
            older.jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("RIVER")
                            .subjects("river.>")
                            .retentionPolicy(RetentionPolicy.Interest)
                            .build());
        }
        adapter = ConnectedAdapter.beside(server, ConnectedAdapter.QUICK);

        awaitRefusing("HUMUS", "retention: is workqueue, planned limits");
        awaitRefusing("RIVER", "retention: is interest, planned workqueue");
    }

    @Test
    void aStreamThatDropsWhatIsUnderWorkTakesNothingUntilItIsChangedBack() throws Exception {
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        gather(adapter, "a-nim", "payment.>");
        await().atMost(SOON).until(() -> keeps(adapter, "payment.completed"));
        try (Connection stranger = adapter.stranger()) {
            edit(stranger, "HUMUS", humus -> humus.maxMessages(99_999));
            edit(stranger, "LEAVES", leaves -> leaves.maxBytes(100_000));
            edit(stranger, "KV_SOIL", soil -> soil.maxAge(Duration.ofDays(1)));
            edit(stranger, "RIVER", river -> river.maxMessages(20).discardPolicy(DiscardPolicy.Old));

            awaitRefusing("HUMUS", "max_msgs: is 99999, planned 1000000");
            awaitRefusing("LEAVES", "max_bytes: is 100000, planned without bound");
            awaitRefusing("KV_SOIL", "max_age: is PT24H, planned without bound");
            awaitRefusing("RIVER", "max_msgs: is 20, planned 100000");
        }

        awaitAsPlanned();
    }

    private void awaitAsPlanned() {
        adapter.forest.streamPlans().apply(false);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(adapter.forest.storage().probe().streams())
                        .allSatisfy(stream -> assertThat(stream.problems()).isEmpty()));
    }

    @Test
    void aStreamThatIsExtendedAgainIsNotSaidToBeLeftUnchanged() throws Exception {
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        try (CapturedLog log = CapturedLog.of(StreamReconciler.class);
                Connection stranger = adapter.stranger()) {
            edit(stranger, "RIVER", river -> river.subjects("river.a.>"));
            edit(stranger, "HUMUS", humus -> humus.subjects("humus.a.>").maxMessages(500_000));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(List.of(stream("RIVER"), stream("HUMUS")))
                            .flatExtracting(StreamFacts::problems)
                            .extracting(HealthFinding::kind)
                            .containsExactly(ProblemKind.STREAM_DISCARDS_OLD));
            assertThat(configuration("RIVER").getSubjects()).contains("river.>");
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("stream extended"))
                    .hasSize(2);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("left unchanged"))
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line).contains("max_msgs: is 500000").doesNotContain("subjects"));
        }
    }

    private void awaitRefusing(String name, String drift) {
        awaitProblem(name, ProblemKind.STREAM_MISCONFIGURED, drift);
        assertThat(stream(name).usable()).isFalse();
    }

    private void awaitDropping(String name, String drift) {
        awaitProblem(name, ProblemKind.STREAM_DISCARDS_OLD, drift);
    }

    private void awaitProblem(String name, ProblemKind kind, String drift) {
        HealthFinding told = HealthFinding.about(name, kind).with(HealthFact.DRIFT, drift);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stream(name).problems()).contains(told));
    }

    private void edit(Connection stranger, String name, UnaryOperator<StreamConfiguration.Builder> change)
            throws Exception {
        stranger.jetStreamManagement()
                .updateStream(change.apply(StreamConfiguration.builder(configuration(name)))
                        .build());
    }

    @Test
    void leavesAreCapturedForEveryNimOfEveryNodeAndNeverLess() throws Exception {
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        neighbour = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);

        gather(adapter, "one", "payment.completed");
        gather(neighbour, "two", "payment.failed");
        gather(adapter, "three", "task.*.done");
        gather(neighbour, "four", "task.a.>");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(configuration("LEAVES").getSubjects())
                        .containsExactlyInAnyOrder("payment.completed", "payment.failed", "task.*.>"));
        gather(adapter, "five", "payment.>");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(configuration("LEAVES").getSubjects())
                        .containsExactlyInAnyOrder("payment.>", "task.*.>"));
    }

    @Test
    void aServerWithoutJetStreamIsWaitedForAndSaidSo() {
        server.jetStream(false).restart();
        adapter = ConnectedAdapter.beside(server, ConnectedAdapter.QUICK);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(adapter.forest.storage().probe())
                        .satisfies(facts -> {
                            assertThat(facts.available()).isFalse();
                            assertThat(facts.problem())
                                    .map(HealthFinding::kind)
                                    .contains(ProblemKind.JETSTREAM_DISABLED);
                        }));
        server.jetStream(true).restart();

        adapter.awaitStreams();
        assertThat(adapter.forest.storage().probe().streams())
                .extracting(StreamFacts::name)
                .containsExactly("RIVER", "ASIDE", "HUMUS", "KV_SOIL", "DEADLETTER", "KV_NIMSFOREST");
    }

    @Test
    void aStreamWhoseSubjectsAnotherHoldsIsNamedAndTheOthersWork() throws Exception {
        adapter = ConnectedAdapter.beside(server, ConnectedAdapter.QUICK);
        adapter.awaitStreams();
        try (Connection stranger = adapter.stranger()) {
            stranger.jetStreamManagement().deleteStream("DEADLETTER");
            stranger.jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("OTHERS")
                            .subjects("deadletter.theirs.>")
                            .build());

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(deadLetters().problems())
                            .singleElement()
                            .satisfies(problem -> assertThat(problem.reason())
                                    .contains("subjects overlap with an existing stream (10065)"))
                            .satisfies(problem -> assertThat(problem.hint()).contains("another stream holds")));
            assertThat(deadLetters().usable()).isFalse();
            SampleComposts.add(adapter, "still-works");
            stranger.jetStreamManagement().deleteStream("OTHERS");
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> deadLetters().usable());
    }

    @Test
    void aStreamThatIsFullTakesNothingAndSaysSo() throws Exception {
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
        try (Connection stranger = adapter.stranger()) {
            StreamConfiguration small = StreamConfiguration.builder(configuration("RIVER"))
                    .maxMessages(2)
                    .build();
            stranger.jetStreamManagement().updateStream(small);
            stranger.jetStream().publish("river.a", new byte[0]);
            assertThat(adapter.forest.storage().probe().usable()).isTrue();

            stranger.jetStream().publish("river.a", new byte[0]);
            await().atMost(SOON).until(() -> !adapter.forest.storage().probe().usable());
            HealthFinding full =
                    HealthFinding.about("RIVER", ProblemKind.STREAM_FULL).with(HealthFact.LIMIT, "2 messages");
            HealthFinding drift = HealthFinding.about("RIVER", ProblemKind.STREAM_DIFFERS_FROM_PLAN)
                    .with(HealthFact.DRIFT, "max_msgs: is 2, planned 100000");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(stream("RIVER").problems()).containsExactly(full, drift));
            stranger.jetStreamManagement().purgeStream("RIVER");
        }

        await().atMost(SOON).until(() -> adapter.forest.storage().probe().usable());
    }

    private StreamFacts deadLetters() {
        return stream("DEADLETTER");
    }

    private StreamFacts stream(String name) {
        return adapter.forest.storage().probe().streams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void gather(ConnectedAdapter adapter, String nim, String pattern) {
        adapter.forest
                .leaves()
                .gather(
                        Token.of(nim),
                        Set.of(SubjectPattern.of(pattern)),
                        delivery -> CompletableFuture.completedFuture(Verdict.done()));
    }

    /** Not while the stream is being extended, when the leaf is refused. */
    private static boolean keeps(ConnectedAdapter adapter, String subject) throws Exception {
        Leaf leaf = new Leaf(Subject.of(subject), JsonPayload.NULL, "a test", Instant.EPOCH);
        return adapter.forest
                .leaves()
                .keep(new MessageId(UUID.randomUUID().toString()), leaf)
                .exceptionally(refused -> false)
                .toCompletableFuture()
                .get();
    }

    private StreamConfiguration configuration(String stream) throws Exception {
        try (Connection stranger = adapter.stranger()) {
            return stranger.jetStreamManagement().getStreamInfo(stream).getConfiguration();
        }
    }
}
