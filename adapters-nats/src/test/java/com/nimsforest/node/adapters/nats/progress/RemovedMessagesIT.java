package com.nimsforest.node.adapters.nats.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.PurgeOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What another client removes from a stream before it was worked on, or from the soil, is told; what was worked on is not. */
@Timeout(120)
class RemovedMessagesIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final AtomicInteger handled = new AtomicInteger();
    private NatsServer server;
    private ConnectedAdapter node;
    private Connection stranger;
    private JetStreamManagement management;

    @BeforeEach
    void start() throws Exception {
        server = NatsServer.start();
        node = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK.withAckWait(Duration.ofSeconds(1)));
        stranger = node.stranger();
        management = stranger.jetStreamManagement();
    }

    @AfterEach
    void stop() throws Exception {
        stranger.close();
        node.close();
        server.close();
    }

    @Test
    void aPurgeOfTheRiverIsToldWithTheMessagesThatWaited() throws Exception {
        try (Subscription trees =
                node.forest.river().observe(Set.of(RiverSubjects.ALL), delivery -> handled(Verdict.done()))) {
            flow(1);
            awaitHandled(1);
            String consumer = paused("RIVER", "trees");
            flow(4);
            awaitPending("trees", 4);

            management.purgeStream("RIVER");

            awaitRemoved("trees", 4);
            management.resumeConsumer("RIVER", consumer);
            flow(1);
            awaitHandled(2);
            assertThat(removed("trees")).hasValue(4L);
        }
    }

    @Test
    void aDeletedLeafIsToldAndOneThatWasWorkedOnIsNot() throws Exception {
        try (Subscription nim = gather(Verdict.done())) {
            keep(2);
            awaitHandled(2);
            management.deleteMessage("LEAVES", 1);
            String consumer = paused("LEAVES", "nim-mailer");
            keep(3);
            awaitPending("nim-mailer", 3);
            assertThat(removed("nim-mailer")).isEmpty();

            management.deleteMessage("LEAVES", 4);

            awaitRemoved("nim-mailer", 1);
            management.resumeConsumer("LEAVES", consumer);
            awaitHandled(4);
            management.purgeStream("LEAVES");
            keep(1);
            awaitHandled(5);
            assertThat(removed("nim-mailer")).hasValue(1L);
        }
    }

    @Test
    void aPurgeOfOneNimsLeavesIsNotToldOfAnother() throws Exception {
        try (Subscription mailer = gather(Verdict.done());
                Subscription other = node.forest
                        .leaves()
                        .gather(
                                Token.of("other"),
                                Set.of(SubjectPattern.of("mail.sent")),
                                leaf -> handled(Verdict.done()))) {
            keep(1);
            keep("mail.sent", 1);
            awaitHandled(2);
            paused("LEAVES", "nim-mailer");
            paused("LEAVES", "nim-other");
            keep(3);
            keep("mail.sent", 2);
            awaitPending("nim-mailer", 3);
            awaitPending("nim-other", 2);

            management.purgeStream("LEAVES", PurgeOptions.subject("mail.due"));

            awaitRemoved("nim-mailer", 3);
            assertThat(removed("nim-other")).isEmpty();
        }
    }

    @Test
    void aLeafThatWasToBeTriedAgainIsToldOnceItsAttemptIsOverdue() throws Exception {
        try (Subscription nim = gather(Verdict.retry("no mail server"))) {
            keep(1);
            await().atMost(SOON).until(() -> !node.forest.pipeline().failing().isEmpty());

            management.purgeStream("LEAVES");

            await().atMost(SOON.multipliedBy(3)).untilAsserted(() -> {
                assertThat(node.forest.pipeline().failing()).isEmpty();
                assertThat(removed("nim-mailer")).hasValue(1L);
            });
        }
    }

    @Test
    void aConsumerThatIsMadeAgainHasLostNothing() throws Exception {
        try (Subscription nim = gather(Verdict.done())) {
            keep(3);
            awaitHandled(3);

            management.deleteConsumer("LEAVES", ConnectedAdapter.named(stranger, "LEAVES", "nim-mailer"));
            keep(2);

            await().atMost(SOON.multipliedBy(2)).untilAsserted(() -> {
                assertThat(handled).hasValueGreaterThanOrEqualTo(5);
                awaitPending("nim-mailer", 0);
            });
            for (int look = 0; look < 10; look++) {
                assertThat(removed("nim-mailer")).isEmpty();
            }
        }
    }

    @Test
    void aPurgeOfTheSoilIsToldAndWritesAndRemovalsOfEntitiesAreNot() throws Exception {
        Soil soil = node.forest.soil();
        EntityKey key = EntityKey.of("one");
        Revision last = Revision.none();
        for (int slot = 1; slot <= 25; slot++) {
            last = soil.bury(new SoilChange.Put(key, JsonPayload.of("1"), last, new HumusSlot(1, slot)))
                    .toCompletableFuture()
                    .join();
            assertThat(ofSoil()).isEmpty();
        }
        soil.bury(new SoilChange.Remove(key, last, new HumusSlot(1, 26)))
                .toCompletableFuture()
                .join();
        // What is seen is that of a moment ago.
        await().atMost(SOON)
                .until(() -> node.forest.storage().probe().streams().stream()
                        .anyMatch(stream -> stream.name().equals("KV_SOIL") && stream.messages() == 10));
        assertThat(ofSoil()).isEmpty();

        management.purgeStream("KV_SOIL");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ofSoil())
                        .extracting(HealthFinding::kind, problem -> problem.fact(HealthFact.COUNT))
                        .containsExactly(tuple(ProblemKind.SOIL_REMOVED, Optional.of(10L))));
    }

    private List<HealthFinding> ofSoil() {
        return node.forest.storage().probe().streams().stream()
                .filter(stream -> stream.name().equals("KV_SOIL"))
                .flatMap(stream -> stream.problems().stream())
                .toList();
    }

    private Subscription gather(Verdict verdict) {
        return node.forest
                .leaves()
                .gather(Token.of("mailer"), Set.of(SubjectPattern.of("mail.due")), leaf -> handled(verdict));
    }

    private CompletableFuture<Verdict> handled(Verdict verdict) {
        handled.incrementAndGet();
        return CompletableFuture.completedFuture(verdict);
    }

    private String paused(String stream, String name) throws Exception {
        String consumer = ConnectedAdapter.named(stranger, stream, name);
        management.pauseConsumer(stream, consumer, ZonedDateTime.now().plusHours(1));
        return consumer;
    }

    private void flow(int times) {
        for (int i = 0; i < times; i++) {
            RiverData data = new RiverData(Subject.of("river.a"), RawPayload.ofText("1"), Instant.EPOCH);
            assertThat(node.forest.river().flow(new MessageId(UUID.randomUUID().toString()), data))
                    .succeedsWithin(SOON);
        }
    }

    private void keep(int times) {
        keep("mail.due", times);
    }

    private void keep(String subject, int times) {
        for (int i = 0; i < times; i++) {
            Leaf leaf = new Leaf(Subject.of(subject), JsonPayload.of("1"), "tree", Instant.EPOCH);
            MessageId id = new MessageId(UUID.randomUUID().toString());
            await().atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(node.forest.leaves().keep(id, leaf, Optional.empty()))
                            .succeedsWithin(SOON));
        }
    }

    private void awaitHandled(int times) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(handled).hasValue(times);
            assertThat(node.forest.pipeline().consumers()).allMatch(facts -> facts.unacknowledged() == 0);
        });
    }

    private void awaitPending(String consumer, long messages) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(node.forest.pipeline().consumers())
                        .anyMatch(facts -> facts.name().equals(consumer) && facts.pending() == messages));
    }

    private void awaitRemoved(String consumer, long messages) {
        await().atMost(SOON).untilAsserted(() -> assertThat(removed(consumer)).hasValue(messages));
    }

    private Optional<Long> removed(String consumer) {
        List<HealthFinding> problems = node.forest.pipeline().consumers().stream()
                .flatMap(facts -> facts.problems().stream())
                .filter(problem -> problem.kind() == ProblemKind.MESSAGES_REMOVED)
                .filter(problem -> problem.names().equals(consumer))
                .toList();
        return problems.stream().findFirst().flatMap(problem -> problem.fact(HealthFact.COUNT));
    }
}
