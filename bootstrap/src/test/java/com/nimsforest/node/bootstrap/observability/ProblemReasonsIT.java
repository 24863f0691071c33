package com.nimsforest.node.bootstrap.observability;

import static com.nimsforest.node.bootstrap.observability.RunbookReasons.isConsequence;
import static com.nimsforest.node.bootstrap.observability.RunbookReasons.isTold;
import static com.nimsforest.node.bootstrap.observability.RunbookReasons.isToldOfAnyNode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Problems that other clients and settings make on a real server, each told in the words that the runbook has for its kind. */
@Timeout(300)
class ProblemReasonsIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String PAYMENT = "{\"id\":\"evt_%d\",\"type\":\"charge.succeeded\",\"data\":{\"object\":"
            + "{\"customer\":\"c1\",\"amount\":15000,\"currency\":\"usd\"}}}";

    @Test
    void whatOthersDoIsToldInTheWordsOfTheRunbook(@TempDir Path plugins) throws Exception {
        Files.writeString(plugins.resolve("broken.jar"), "no jar");
        try (NatsServer server = NatsServer.builder()
                        .line(denying("\"deadletter.>\""))
                        .line("no_auth_user: node")
                        .start();
                NodeProcess node = SingleMachineSituationsIT.beside(server, "NIMSFOREST_PLUGINS", plugins.toString())
                        .awaitReady();
                Connection other = Nats.connect(server.url())) {
            JetStreamManagement streams = other.jetStreamManagement();
            isTold(node, "plugin_not_used");

            await().atMost(SOON).until(() -> consumer(streams, "LEAVES", "entity-customer-nim") != null);
            streams.pauseConsumer(
                    "LEAVES",
                    consumer(streams, "LEAVES", "entity-customer-nim"),
                    ZonedDateTime.now().plusHours(1));
            for (int number = 0; number < 3; number++) {
                post(node, PAYMENT.formatted(number));
            }
            post(node, "not JSON");
            isTold(node, "subject_forbidden");
            isTold(node, "consumer_paused");
            isToldOf(node, "nats consumer resume LEAVES", consumer(streams, "LEAVES", "entity-customer-nim"));

            edit(streams, "LEAVES", leaves -> leaves.maxMessages(4));
            edit(streams, "RIVER", river -> river.discardPolicy(DiscardPolicy.Old));
            limit(streams, "RIVER", "trees", trees -> trees.maxAckPending(1L));
            limit(streams, "HUMUS", "soil", soil -> soil.maxBatch(10));
            isTold(node, "consumer_nearly_dropped");
            isTold(node, "consumer_at_limit");
            isTold(node, "consumer_batch_limited");
            isTold(node, "stream_discards_old");
            isToldOf(node, "LEAVES", "keeps or loses messages as it is configured: max_msgs: is 4, planned 1000000");
            edit(streams, "LEAVES", leaves -> leaves.maxMessages(500_000));
            isToldOf(node, "LEAVES", "dropped before they had their effect \\(max_msgs: is 500000, planned 1000000");
            edit(streams, "RIVER", river -> river.denyPurge(true));
            isTold(node, "stream_differs_from_plan");

            server.configure(denying("\"deadletter.>\", \"river.>\""), "no_auth_user: node")
                    .reload();
            await().atMost(SOON)
                    .until(() -> node.post("/river/stripe.webhook", "{}").statusCode() == 503);
            isTold(node, "input_forbidden");
            assertThat(node.status("/readyz")).isEqualTo(503);
        }
    }

    @Test
    void aStreamThatMayNotBeMadeAndOneThatIsSealedAreTold() throws Exception {
        try (NatsServer server = NatsServer.builder()
                        .jetStreamOptions("limits { duplicate_window: \"1m\" }")
                        .start();
                NodeProcess node = SingleMachineSituationsIT.beside(server)) {
            isTold(node, "stream_not_allowed");
        }
        try (NatsServer server = NatsServer.start();
                NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady();
                Connection other = Nats.connect(server.url())) {
            JetStreamManagement streams = other.jetStreamManagement();

            edit(streams, "RIVER", river -> river.maximumMessageSize(10));
            isRefusedFor(node, "stream_misconfigured");
            edit(streams, "RIVER", river -> river.maximumMessageSize(-1).noAck(true));
            isRefusedFor(node, "stream_misconfigured");
            edit(streams, "RIVER", river -> river.noAck(false).maxMessagesPerSubject(1));
            isRefusedFor(node, "stream_misconfigured");
            edit(streams, "RIVER", river -> river.maxMessagesPerSubject(-1).allowRollup(true));
            isRefusedFor(node, "stream_misconfigured");
            edit(streams, "RIVER", river -> river.allowRollup(false).denyPurge(true));
            isTold(node, "stream_differs_from_plan");
            post(node, "{}");

            for (String stream : List.of("ASIDE", "DEADLETTER", "RIVER")) {
                edit(streams, stream, denying -> denying.denyDelete(true));
                isRefusedFor(node, "stream_misconfigured");
                isToldOf(
                        node,
                        stream,
                        "keeps or loses messages as it is configured: deny_delete: is true, planned false");
            }
            for (String stream : List.of("ASIDE", "DEADLETTER", "RIVER")) {
                edit(streams, stream, StreamConfiguration.Builder::seal);
                isRefusedFor(node, "stream_sealed");
                isToldOf(node, stream, "is sealed");
            }
        }
    }

    @Test
    void messagesThatCannotBeWorkedOnAreToldUntilTheyHaveTheirEffect() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady();
                Connection other = Nats.connect(server.url())) {
            JetStreamManagement streams = other.jetStreamManagement();
            edit(streams, "KV_SOIL", soil -> soil.maximumMessageSize(10));

            other.jetStream()
                    .publish(
                            "humus.owl.create",
                            ("{\"entity\":\"postponed-1\",\"action\":\"create\",\"data\":{},\"nim\":\"owl\","
                                            + "\"ts\":\"2026-11-30T10:00:00Z\",\"slot\":0}")
                                    .getBytes(StandardCharsets.UTF_8));

            isTold(node, "messages_postponed");
            edit(streams, "KV_SOIL", soil -> soil.maximumMessageSize(-1));
            await().atMost(SOON).until(() -> node.status("/soil/postponed-1") == 200);
            isWell(node);
        }
    }

    private static void isToldOf(NodeProcess node, String stream, String words) {
        ObservedNode observed = new ObservedNode(node);
        await(stream + " " + words)
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(observed.status().path("problems").toString())
                                .containsPattern(stream + "[^\"]*" + words));
    }

    private static void isRefusedFor(NodeProcess node, String kind) {
        isTold(node, kind);
        assertThat(node.post("/river/stripe.webhook", "{}").statusCode()).isEqualTo(503);
        assertThat(node.status("/readyz")).isEqualTo(503);
    }

    @Test
    void riverMessagesForWhichNoRunningNodeHasATreeAreToldByOneWithout() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection other = Nats.connect(server.url())) {
            JetStreamManagement streams = other.jetStreamManagement();
            try (NodeProcess with = SingleMachineSituationsIT.beside(server).awaitReady()) {
                await().atMost(SOON).until(() -> consumer(streams, "RIVER", "trees") != null);
            }
            try (NodeProcess without = SingleMachineSituationsIT.beside(
                            server, "NIMSFOREST_DEMO", "false", "NODE_NAME", "without")
                    .awaitReady()) {
                post(without, PAYMENT.formatted(1));
                isTold(without, "tree_missing");

                try (NodeProcess with = SingleMachineSituationsIT.beside(server).awaitReady()) {
                    await().atMost(SOON).until(() -> without.status("/soil/customer-c1") == 200);
                    isWell(without);
                }
            }
        }
    }

    @Test
    void whoMayNotHearAnAnswerAndWhatIsNotAnsweredAreTold() {
        try (NatsServer server = NatsServer.builder()
                        .line("authorization { users: [ { user: node, password: node, permissions: {"
                                + " subscribe: { deny: [\"_INBOX.>\"] } } } ] }")
                        .line("no_auth_user: node")
                        .start();
                NodeProcess node = SingleMachineSituationsIT.beside(server)) {
            isTold(node, "answers_forbidden");
            assertThat(node.status("/readyz")).isEqualTo(503);
        }
        try (NatsServer server = NatsServer.builder()
                        .line("mappings: { \"$JS.API.STREAM.INFO.DEADLETTER\": nowhere }")
                        .start();
                NodeProcess node = SingleMachineSituationsIT.beside(server)) {
            isTold(node, "stream_unavailable");
            assertThat(node.status("/readyz")).isEqualTo(503);
        }
    }

    @Test
    void whatStandsInTheWayOfAConsumerOrOfMoreSubjectsIsTold() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection other = Nats.connect(server.url())) {
            JetStreamManagement streams = other.jetStreamManagement();
            add(streams, "RIVER", RetentionPolicy.WorkQueue, "river.>");
            add(streams, "LEAVES", RetentionPolicy.Limits, "other.leaf");
            add(streams, "IN_THE_WAY", RetentionPolicy.Limits, "payment.>");
            streams.addOrUpdateConsumer(
                    "RIVER",
                    ConsumerConfiguration.builder()
                            .durable("other")
                            .filterSubject("river.>")
                            .build());
            try (NodeProcess node = SingleMachineSituationsIT.beside(server)) {
                isTold(node, "consumer_waiting");
                isTold(node, "stream_update_refused");
            }
        }
    }

    @Test
    void theRequestsThatAConsumerAllowsAreAllTakenByAnother() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection other = Nats.connect(server.url())) {
            JetStreamManagement streams = other.jetStreamManagement();
            try (NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady()) {
                await().atMost(SOON).until(() -> consumer(streams, "HUMUS", "soil") != null);
            }
            ConsumerConfiguration present = streams.getConsumerInfo("HUMUS", consumer(streams, "HUMUS", "soil"))
                    .getConsumerConfiguration();
            streams.deleteConsumer("HUMUS", present.getDurable());
            streams.addOrUpdateConsumer(
                    "HUMUS",
                    ConsumerConfiguration.builder(present).maxPullWaiting(1L).build());
            JetStreamSubscription waiting =
                    other.jetStream().subscribe(null, PullSubscribeOptions.bind("HUMUS", present.getDurable()));
            waiting.pullExpiresIn(1, Duration.ofMinutes(10));
            other.flush(Duration.ofSeconds(5));

            try (NodeProcess node = SingleMachineSituationsIT.beside(server)) {
                isTold(node, "consumer_at_limit");
                assertThat(new ObservedNode(node).status().path("problems").toString())
                        .contains("gets no more messages: 1 request waits, as many as its max_waiting allows");

                isToldOf(node, "max_waiting", "nats consumer rm HUMUS " + present.getDurable() + " --force");
                isSaid(server, "consumer", "rm", "HUMUS", present.getDurable(), "--force");

                isWell(node);
            }
        }
    }

    @Test
    void theLimitsOfAConsumerGoWithTheCommandOfTheRunbook() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady();
                Connection other = Nats.connect(server.url())) {
            JetStreamManagement streams = other.jetStreamManagement();
            await().atMost(SOON).until(() -> consumer(streams, "RIVER", "trees") != null);
            limit(streams, "RIVER", "trees", trees -> trees.maxAckPending(1L).maxBatch(10));
            isTold(node, "consumer_batch_limited");
            String trees = consumer(streams, "RIVER", "trees");

            String batch = "consumer edit RIVER " + trees + " --force --max-pull-batch=512";
            isToldOf(node, "max_request_batch", "nats " + batch);
            isSaid(server, batch.split(" "));
            isSaid(server, ("consumer edit RIVER " + trees + " --force --max-pending=1000000").split(" "));

            isWell(node);
            assertThat(streams.getConsumerInfo("RIVER", trees)
                            .getConsumerConfiguration()
                            .getMaxAckPending())
                    .isEqualTo(1_000_000);
        }
    }

    @Test
    void aLimitOfTheServerForAllConsumersIsOneProblem() throws Exception {
        try (NatsServer server = NatsServer.builder()
                        .jetStreamOptions("limits { max_request_batch: 10 }")
                        .start();
                NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady()) {
            for (String stream : List.of("RIVER", "LEAVES", "HUMUS")) {
                isToldOf(node, "max_request_batch", "nats consumer edit " + stream);
            }

            assertThat(new ObservedNode(node).status().path("problems")).hasSize(1);
        }
    }

    private static void isSaid(NatsServer server, String... command) {
        NatsCli.Said said = new NatsCli(server.url()).say(command);
        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    private static void isWell(NodeProcess node) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(new ObservedNode(node).status().path("problems"))
                        .isEmpty());
    }

    @Test
    void aRiverMessageThatAnotherClientHoldsIsToldAsWhatAnEntityNimWaitsFor() throws Exception {
        try (NatsServer server = NatsServer.start();
                Connection other = Nats.connect(server.url())) {
            JetStreamManagement streams = other.jetStreamManagement();
            try (NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady()) {
                await().atMost(SOON).until(() -> consumer(streams, "RIVER", "trees") != null);
                await().atMost(SOON).until(() -> consumer(streams, "LEAVES", "entity-customer-nim") != null);
            }
            JetStreamSubscription trees = other.jetStream()
                    .subscribe(null, PullSubscribeOptions.bind("RIVER", consumer(streams, "RIVER", "trees")));
            other.jetStream().publish("river.stripe.webhook", bytes(PAYMENT.formatted(1)));
            Message held = trees.fetch(1, Duration.ofSeconds(10)).get(0);
            ScheduledExecutorService holding = Executors.newSingleThreadScheduledExecutor();
            holding.scheduleAtFixedRate(held::inProgress, 0, 500, TimeUnit.MILLISECONDS);

            try (NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady()) {
                ObservedNode observed = new ObservedNode(node);
                post(node, PAYMENT.formatted(2));
                isTold(node, "entity_nim_waiting");
                assertThat(observed.status().path("problems").toString())
                        .contains("customer-nim wait for their order: RIVER is not done up to message 2");

                holding.shutdownNow();
                await().atMost(SOON)
                        .until(() -> observed.metric("nimsforest_problem{kind=\"entity_nim_waiting\"}") == 0);
                await().atMost(SOON).until(() -> node.get("/soil/customer-c1").statusCode() == 200);
            } finally {
                holding.shutdownNow();
            }
        }
    }

    @Test
    void whatOthersWriteAndWhatOtherVersionsSayIsTold() throws Exception {
        try (NatsServer server = NatsServer.start();
                NodeProcess node = SingleMachineSituationsIT.beside(server).awaitReady();
                Connection other = Nats.connect(server.url())) {
            JetStreamManagement streams = other.jetStreamManagement();
            Dispatcher future =
                    other.createDispatcher(question -> other.publish(question.getReplyTo(), reportOfAnotherVersion()));
            future.subscribe("$NIMSFOREST.REPORT");
            isToldOfAnyNode(node, "other_version");
            isToldOfAnyNode(node, "other_version_down");

            await().atMost(SOON).until(() -> consumer(streams, "LEAVES", "entity-customer-nim") != null);
            streams.addOrUpdateConsumer(
                    "LEAVES",
                    ConsumerConfiguration.builder()
                            .durable("nim-removed-1700000000000")
                            .filterSubject("payment.completed")
                            .build());
            other.publish("$KV.SOIL.customer-c1", bytes("not JSON"));
            post(node, PAYMENT.formatted(1));
            isTold(node, "entity_waiting");
            isTold(node, "nim_missing");
            isToldOf(node, "remove its consumer", "nats consumer rm LEAVES nim-removed-1700000000000 --force");

            await().atMost(SOON).until(() -> consumer(streams, "HUMUS", "soil") != null);
            String identity = consumer(streams, "HUMUS", "soil").substring("soil-".length());
            Headers lost = new Headers()
                    .put("Nimsforest-Source", identity + ":100000")
                    .put("Nimsforest-Stored", "2026-01-02T03:04:05Z");
            other.publish("$KV.SOIL.busy", lost, bytes("1"));
            other.publish(
                    "humus.tester.update",
                    bytes("{\"entity\":\"busy\",\"action\":\"update\",\"data\":{\"n\":1},"
                            + "\"nim\":\"tester\",\"ts\":\"2026-01-02T03:04:05Z\",\"slot\":0}"));
            isTold(node, "humus_lost_tail");

            post(node, PAYMENT.formatted(2).replace("c1", "c2"));
            await().atMost(SOON).until(() -> node.get("/soil/customer-c2").statusCode() == 200);
            other.publish(
                    "humus.tester.update",
                    bytes("{\"entity\":\"customer-c2\",\"action\":\"update\",\"data\":{\"n\":1},"
                            + "\"nim\":\"tester\",\"ts\":\"2026-01-02T03:04:05Z\",\"slot\":0}"));
            isTold(node, "entity_of_two_nims");

            server.kill();
            isConsequence(node, "jetstream_not_asked");
        }
    }

    /** Of two problems, of kinds that this version does not know. */
    private static byte[] reportOfAnotherVersion() {
        String finding = "{\"kind\":\"%s\",\"about\":\"\",\"facts\":{},\"component\":\"pipeline\",\"status\":\"%s\","
                + "\"reason\":\"%s\",\"hint\":\"see the notes of version 9\"}";
        return bytes("{\"node\":\"future\",\"version\":\"9.0.0\",\"status\":\"DOWN\",\"at\":\"" + Instant.now()
                + "\",\"ready\":false,\"unready\":\"\",\"findings\":["
                + finding.formatted("roots_dry", "DEGRADED", "the roots are dry") + ","
                + finding.formatted("roots_gone", "DOWN", "the roots are gone") + "]}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void add(JetStreamManagement streams, String name, RetentionPolicy retention, String subject)
            throws IOException, JetStreamApiException {
        streams.addStream(StreamConfiguration.builder()
                .name(name)
                .retentionPolicy(retention)
                .subjects(subject)
                .build());
    }

    private static void post(NodeProcess node, String body) {
        await().atMost(SOON)
                .until(() -> node.post("/river/stripe.webhook", body).statusCode() == 201);
    }

    private static String denying(String subjects) {
        return "authorization { users: [ { user: node, password: node, permissions: { publish: { deny: [" + subjects
                + "] } } } ] }";
    }

    private static String consumer(JetStreamManagement streams, String stream, String name)
            throws IOException, JetStreamApiException {
        return streams.getStreamNames().contains(stream)
                ? streams.getConsumerNames(stream).stream()
                        .filter(durable -> durable.startsWith(name + "-"))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static void edit(
            JetStreamManagement streams, String stream, UnaryOperator<StreamConfiguration.Builder> change)
            throws IOException, JetStreamApiException {
        streams.updateStream(change.apply(StreamConfiguration.builder(
                        streams.getStreamInfo(stream).getConfiguration()))
                .build());
    }

    private static void limit(
            JetStreamManagement streams,
            String stream,
            String name,
            UnaryOperator<ConsumerConfiguration.Builder> change)
            throws IOException, JetStreamApiException {
        ConsumerConfiguration present =
                streams.getConsumerInfo(stream, consumer(streams, stream, name)).getConsumerConfiguration();
        streams.addOrUpdateConsumer(
                stream, change.apply(ConsumerConfiguration.builder(present)).build());
    }
}
