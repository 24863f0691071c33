package com.nimsforest.node.adapters.nats.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.harness.CapturedLog;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mesh in which a node written in Go was first: its streams, its consumers and its messages, by a plain client. */
@Timeout(120)
class GoNodeCompatibilityIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant TIME = Instant.parse("2026-11-23T23:21:36.087802027Z");

    private NatsServer server;
    private Connection go;
    private ConnectedAdapter adapter;

    @BeforeEach
    void startServer() throws Exception {
        server = NatsServer.start();
        go = Nats.connect(server.url());
        JetStreamManagement streams = go.jetStreamManagement();
        streams.addStream(stream("RIVER", "river.>")
                .retentionPolicy(RetentionPolicy.WorkQueue)
                .maxAge(Duration.ofHours(24))
                .maxMessages(100_000)
                .build());
        streams.addStream(stream("HUMUS", "humus.>")
                .maxAge(Duration.ofDays(7))
                .maxMessages(1_000_000)
                .build());
        go.keyValueManagement()
                .create(KeyValueConfiguration.builder()
                        .name("SOIL")
                        .maxHistoryPerKey(10)
                        .build());
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
    }

    @AfterEach
    void stopServer() throws Exception {
        adapter.close();
        go.close();
        server.close();
    }

    @Test
    void itsRiverDataReachesOurTrees() throws Exception {
        List<RiverData> heard = new CopyOnWriteArrayList<>();
        go.jetStream()
                .publish(
                        "river.general.api",
                        bytes("{\"subject\":\"river.general.api\",\"data\":\"eyJhIjoxfQ==\","
                                + "\"ts\":\"2026-11-24T00:21:36.087802027+01:00\"}"));
        go.publish(
                "river.general.api",
                bytes("{\"Subject\":\"river.general.api\",\"DATA\":\"\",\"TS\":\"2026-11-23T23:21:36Z\",\"x\":1}"));

        try (Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting(heard))) {
            await().atMost(SOON).until(() -> heard.size() == 2);
        }

        assertThat(heard.get(0).data().text()).isEqualTo("{\"a\":1}");
        assertThat(heard.get(0).time()).isEqualTo(TIME);
        assertThat(heard.get(1).data().size()).isZero();
    }

    @Test
    void itsLeavesOnTheWindAreKeptForOurNims() throws Exception {
        List<Leaf> heard = new CopyOnWriteArrayList<>();
        try (Subscription gathering = gather(heard)) {
            await().atMost(SOON).until(this::paymentsAreKept);
            go.publish(
                    "payment.completed",
                    bytes("{\"subject\":\"payment.completed\",\"data\":{\"amount\":1.10},\"source\":\"payment-tree\","
                            + "\"ts\":\"2026-11-23T20:21:36.087802027-03:00\",\"new\":[]}"));
            go.publish(
                    "payment.failed",
                    bytes("{\"SUBJECT\":\"payment.other\",\"data\":null,\"source\":\"\",\"ts\":\"" + TIME + "\"}"));

            await().atMost(SOON).until(() -> heard.size() == 2);
        }

        assertThat(heard)
                .containsExactly(
                        new Leaf(
                                Subject.of("payment.completed"),
                                JsonPayload.of("{\"amount\":1.10}"),
                                "payment-tree",
                                TIME),
                        new Leaf(Subject.of("payment.other"), JsonPayload.NULL, "", TIME));
    }

    @Test
    void ourLeavesReachItsNims() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        go.createDispatcher(message -> heard.add(new String(message.getData()))).subscribe("payment.>");
        go.flush(SOON);

        assertThat(adapter.forest.leaves().keep(new MessageId("a"), leaf()))
                .succeedsWithin(SOON)
                .isEqualTo(false);
        try (Subscription gathering = gather(new CopyOnWriteArrayList<>())) {
            await().atMost(SOON).until(this::paymentsAreKept);
            assertThat(adapter.forest.leaves().keep(new MessageId("b"), leaf()))
                    .succeedsWithin(SOON)
                    .isEqualTo(true);
        }

        await().atMost(SOON).until(() -> heard.size() >= 2);
        assertThat(heard).allSatisfy(text -> assertThat(text).startsWith("{\"subject\":\"payment.completed\""));
    }

    @Test
    void itsCompostsReachOurDecomposerBesideItsOwn() throws Exception {
        go.jetStreamManagement()
                .addOrUpdateConsumer("HUMUS", itsConsumer("decomposer").build());
        List<HumusEntry> heard = new CopyOnWriteArrayList<>();
        go.jetStream()
                .publish(
                        "humus.aftersales-nim.create",
                        bytes("{\"entity\":\"task-1\",\"action\":\"create\",\"data\":{\"id\":\"task-1\"},"
                                + "\"nim\":\"aftersales-nim\",\"ts\":\"" + TIME + "\",\"slot\":0}"));
        go.jetStream()
                .publish(
                        "humus.aftersales-nim.delete",
                        bytes("{\"entity\":\"task-1\",\"action\":\"delete\",\"data\":null,"
                                + "\"nim\":\"aftersales-nim\",\"ts\":\"" + TIME + "\",\"slot\":0}"));

        try (Subscription decomposing = adapter.forest.humus().decompose(noting(heard))) {
            await().atMost(SOON).until(() -> heard.size() == 2);
        }

        assertThat(heard).extracting(entry -> entry.slot().sequence()).containsExactly(1L, 2L);
        assertThat(heard.get(0).compost().data().text()).isEqualTo("{\"id\":\"task-1\"}");
        assertThat(heard.get(1).compost().action()).isEqualTo(CompostAction.DELETE);
    }

    @Test
    void itsSoilIsOurs() throws Exception {
        go.keyValue("SOIL").put("task-1", bytes("{\"status\":\"pending\"}"));

        SoilEntry entry = adapter.forest.soil().dig(EntityKey.of("task-1")).orElseThrow();

        assertThat(entry.value().text()).isEqualTo("{\"status\":\"pending\"}");
        go.keyValue("SOIL").delete("task-1");
        assertThat(adapter.forest.soil().dig(EntityKey.of("task-1"))).isEmpty();
        assertThat(adapter.forest.soil().keys("")).isEmpty();
    }

    @Test
    void itsObserverOfTheRiverIsNamedAndWaitedFor() throws Exception {
        go.jetStreamManagement()
                .addOrUpdateConsumer(
                        "RIVER",
                        itsConsumer("observer-1795476096087802027")
                                .filterSubject("river.stripe.webhook")
                                .build());
        List<RiverData> heard = new CopyOnWriteArrayList<>();
        go.publish(
                "river.stripe.webhook",
                bytes("{\"subject\":\"river.stripe.webhook\",\"data\":\"e30=\",\"ts\":\"" + TIME + "\"}"));

        try (CapturedLog log = CapturedLog.of(SubscriptionProblem.class);
                Subscription observing = adapter.forest.river().observe(Set.of(RiverSubjects.ALL), noting(heard))) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(log.lines())
                            .anySatisfy(line -> assertThat(line)
                                    .contains(
                                            "consumer trees on RIVER not subscribed",
                                            "another consumer",
                                            "nats consumer")));
            assertThat(log.lines()).hasSize(1);
            assertThat(adapter.forest.pipeline().consumers())
                    .singleElement()
                    .satisfies(consumer -> assertThat(consumer.waits()).contains("another consumer"));
            go.jetStreamManagement().deleteConsumer("RIVER", "observer-1795476096087802027");

            await().atMost(SOON).until(() -> heard.size() == 1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(adapter.forest.pipeline().consumers())
                            .singleElement()
                            .satisfies(consumer -> assertThat(consumer.waits()).isEmpty()));
        }
    }

    private static StreamConfiguration.Builder stream(String name, String subject) {
        return StreamConfiguration.builder().name(name).subjects(subject).replicas(1);
    }

    private ConsumerConfiguration.Builder itsConsumer(String name) {
        return ConsumerConfiguration.builder()
                .durable(name)
                .ackPolicy(AckPolicy.Explicit)
                .deliverSubject(go.createInbox());
    }

    private Subscription gather(List<Leaf> heard) {
        return adapter.forest.leaves().gather(Token.of("a-nim"), Set.of(SubjectPattern.of("payment.>")), noting(heard));
    }

    private boolean paymentsAreKept() throws Exception {
        return adapter.forest.storage().probe().streams().stream()
                .anyMatch(stream -> stream.name().equals("LEAVES") && stream.usable());
    }

    private static Leaf leaf() {
        return new Leaf(Subject.of("payment.completed"), JsonPayload.of("{}"), "a-tree", TIME);
    }

    private static <T> DeliveryHandler<T> noting(List<T> heard) {
        return (MessageDelivery<T> delivery) -> {
            heard.add(delivery.message());
            return CompletableFuture.completedFuture(Verdict.done());
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
