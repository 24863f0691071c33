package com.nimsforest.node.adapters.nats.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.harness.CapturedLog;
import com.nimsforest.node.domain.connection.ForbiddenSubject;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
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
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the server forbids fails at once, is named once with its subject, and works again when it is granted. */
@Timeout(120)
class PermissionViolationsIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    /** More than the time between two tries. */
    private static final Duration LATE = Duration.ofSeconds(6);

    private static final String ALL = "publish: \">\", subscribe: \">\"";

    private final NatsServer server = NatsServer.builder().line(user(ALL)).start();
    private ConnectedAdapter forest;

    @AfterEach
    void stop() {
        if (forest != null) {
            forest.close();
        }
        server.close();
    }

    @Test
    void inputThatMayNotBePublishedIsRefusedAtOnceAndTakenWhenItMay() {
        begin(ALL);
        permit("publish: { deny: [\"river.>\"] }, subscribe: \">\"");

        assertThat(flow())
                .failsWithin(AT_ONCE)
                .withThrowableThat()
                .withCauseInstanceOf(StorageUnavailableException.class)
                .withMessageContaining("Permissions Violation for Publish to \"river.stripe.webhook\"");
        assertThat(forest.sidecar.facts().forbidden()).singleElement().satisfies(forbidden -> {
            assertThat(forbidden.subject()).isEqualTo("river.>");
            assertThat(forbidden.said()).isEqualTo("Permissions Violation for Publish to \"river.stripe.webhook\"");
            assertThat(forbidden.stopsInput()).isTrue();
        });

        permit(ALL);

        awaitNothingForbidden();
        assertThat(flow()).succeedsWithin(AT_ONCE);
    }

    @Test
    void manyMessagesThatAreRefusedAtOnceAllFailAndAreOneLine() {
        begin(ALL);
        permit("publish: { deny: [\"river.>\"] }, subscribe: \">\"");
        try (CapturedLog log = CapturedLog.of(PermissionViolations.class)) {
            for (int i = 0; i < 50; i++) {
                flow();
            }
            assertThat(flow())
                    .failsWithin(AT_ONCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(StorageUnavailableException.class);

            assertThat(log.lines()).containsExactly("Permissions Violation for Publish to \"river.stripe.webhook\"");
        }
    }

    @Test
    void theSoilNamesTheSubjectThatMayNotBePublished() {
        begin(ALL);
        permit("publish: { deny: [\"$KV.SOIL.>\"] }, subscribe: \">\"");

        assertThat(forest.forest
                        .soil()
                        .bury(new SoilChange.Put(
                                EntityKey.of("task-1"), JsonPayload.of("{}"), Revision.none(), new HumusSlot(1, 1)))
                        .toCompletableFuture())
                .failsWithin(AT_ONCE)
                .withThrowableThat()
                .withCauseInstanceOf(StorageUnavailableException.class)
                .withMessageContaining("Permissions Violation for Publish to \"$KV.SOIL.task-1\"");
    }

    @Test
    void acknowledgementsThatMayNotBePublishedAreOneFindingAndOneLine() {
        begin(ALL);
        AtomicInteger handled = new AtomicInteger();
        permit("publish: { deny: [\"$JS.ACK.>\"] }, subscribe: \">\"");
        try (CapturedLog log = CapturedLog.of(PermissionViolations.class);
                Subscription trees = observe(handled)) {
            assertThat(flow()).succeedsWithin(ConnectedAdapter.SOON);

            awaitNoAcknowledgements();
            await().atMost(ConnectedAdapter.SOON).until(() -> handled.get() == 1);
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void whoMayNotAcknowledgeTakesNoMessagesUntilItMay() {
        begin("publish: { deny: [\"$JS.ACK.>\"] }, subscribe: \">\"");
        forest.awaitStreams();
        AtomicInteger handled = new AtomicInteger();
        try (Subscription trees = observe(handled)) {
            awaitNoAcknowledgements();
            assertThat(flow()).succeedsWithin(ConnectedAdapter.SOON);
            awaitWaiting("Permissions Violation for Publish to \"$JS.ACK.");
            assertThat(handled).hasValue(0);

            permit(ALL);

            awaitNothingForbidden();
            await().atMost(ConnectedAdapter.SOON).until(() -> handled.get() == 1);
        }
    }

    /** On a busy machine the client tells of an error long after the server sent it. */
    @Test
    void whoHearsLateThatItMayNotAcknowledgeDoesNotTakeSilenceForAGrant() {
        begin("publish: { deny: [\"$JS.ACK.>\"] }, subscribe: \">\"");
        awaitNoAcknowledgements();
        try (CapturedLog log = CapturedLog.of(PermissionViolations.class)) {
            Runnable end = forest.sidecar.violations().listen(violation -> LockSupport.parkNanos(LATE.toNanos()));
            await().during(LATE.multipliedBy(2))
                    .atMost(LATE.multipliedBy(3))
                    .untilAsserted(() -> assertThat(log.lines()).isEmpty());
            end.run();

            permit(ALL);

            awaitNothingForbidden();
        }
    }

    private void awaitWaiting(String cause) {
        await().atMost(ConnectedAdapter.SOON)
                .untilAsserted(() -> assertThat(forest.forest.pipeline().consumers())
                        .anySatisfy(consumer -> {
                            assertThat(consumer.waits()).startsWith(cause);
                            assertThat(consumer.pending()).isEqualTo(1);
                            assertThat(consumer.unacknowledged()).isZero();
                        }));
    }

    private Subscription observe(AtomicInteger handled) {
        return forest.forest.river().observe(Set.of(RiverSubjects.ALL), delivery -> {
            handled.incrementAndGet();
            return CompletableFuture.completedFuture(Verdict.done());
        });
    }

    private void awaitNoAcknowledgements() {
        await().atMost(ConnectedAdapter.SOON)
                .untilAsserted(() -> assertThat(forest.sidecar.facts().forbidden())
                        .extracting(ForbiddenSubject::subject)
                        .containsExactly("$JS.ACK.>"));
    }

    @Test
    void theInboxThatMayNotBeSubscribedIsNamedAtOnceAndFoundWhenItMay() {
        begin("publish: \">\", subscribe: { deny: [\"_INBOX.>\"] }");

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JetStreamFacts facts = forest.forest.storage().probe();
            assertThat(facts.available()).isFalse();
            assertThat(facts.problem())
                    .hasValueSatisfying(problem -> assertThat(problem.reason())
                            .contains("Permissions Violation for Subscription to \"_INBOX."));
        });
        assertThat(forest.sidecar.facts().forbidden()).singleElement().satisfies(forbidden -> {
            assertThat(forbidden.subject()).isEqualTo("_INBOX.>");
            assertThat(forbidden.stopsInput()).isTrue();
        });
        assertThat(flow()).failsWithin(AT_ONCE).withThrowableThat().withMessageContaining("_INBOX.");

        permit(ALL);

        forest.awaitStreams();
        awaitNothingForbidden();
        assertThat(flow()).succeedsWithin(AT_ONCE);
    }

    @Test
    void aRequestThatMayNotBePublishedFailsAtOnce() {
        permit("publish: { deny: [\"$JS.API.STREAM.CREATE.RIVER\"] }, subscribe: \">\"");
        begin("publish: { deny: [\"$JS.API.STREAM.CREATE.RIVER\"] }, subscribe: \">\"");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(forest.forest.storage().probe().streams())
                        .filteredOn(stream -> stream.name().equals("RIVER"))
                        .singleElement()
                        .satisfies(stream -> assertThat(stream.problems().get(0).reason())
                                .contains("Permissions Violation for Publish to \"$JS.API.STREAM.CREATE.RIVER\"")));

        permit(ALL);

        forest.awaitStreams();
    }

    /** On a secured mesh the node may never change one, so what is wrong is what the stream lacks, as long as it lacks it. */
    @Test
    void aStreamThatMayNotBeChangedIsToldAsWhatThatStreamLacks() throws Exception {
        try (Connection other = Nats.connect(Options.builder()
                .server(server.url())
                .userInfo("forest", "pass")
                .build())) {
            other.jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("RIVER")
                            .subjects("river.a")
                            .retentionPolicy(RetentionPolicy.WorkQueue)
                            .build());
        }

        begin("publish: { deny: [\"$JS.API.STREAM.UPDATE.>\"] }, subscribe: \">\"");

        await().atMost(ConnectedAdapter.SOON)
                .untilAsserted(() -> assertThat(riverProblems())
                        .contains("RIVER: Permissions Violation for Publish to \"$JS.API.STREAM.UPDATE.RIVER\""));
        assertThat(forest.sidecar.facts().forbidden()).isEmpty();

        permit(ALL);

        await().atMost(ConnectedAdapter.SOON)
                .untilAsserted(() -> assertThat(riverProblems()).noneMatch(problem -> problem.contains("Permissions")));
    }

    private List<String> riverProblems() {
        return forest.forest.storage().probe().streams().stream()
                .filter(stream -> stream.name().equals("RIVER"))
                .flatMap(stream -> stream.problems().stream())
                .map(HealthFinding::reason)
                .toList();
    }

    @Test
    void anOperationThatIsForbiddenOnManyConsumersIsOneFinding() {
        begin(ALL);
        try (Subscription trees = observe(new AtomicInteger());
                Subscription decomposer = forest.forest
                        .humus()
                        .decompose(delivery -> CompletableFuture.completedFuture(Verdict.done()))) {
            await().atMost(ConnectedAdapter.SOON)
                    .until(() -> forest.forest.pipeline().consumers().size() == 2);
            permit("publish: { deny: [\"$JS.API.CONSUMER.INFO.>\"] }, subscribe: \">\"");

            await().atMost(ConnectedAdapter.SOON).untilAsserted(() -> {
                forest.forest.pipeline().consumers();
                assertThat(forest.sidecar.facts().forbidden())
                        .extracting(ForbiddenSubject::subject)
                        .containsExactly("$JS.API.CONSUMER.INFO.>");
            });

            permit(ALL);

            awaitNothingForbidden();
        }
    }

    @Test
    void aLeafThatIsStoredAtLastIsForbiddenNoLonger() {
        begin(ALL);
        try (Subscription nim = forest.forest
                .leaves()
                .gather(
                        Token.of("a-nim"),
                        Set.of(SubjectPattern.of("payment.>")),
                        leaf -> CompletableFuture.completedFuture(Verdict.done()))) {
            await().atMost(ConnectedAdapter.SOON).until(() -> drop().get(5, TimeUnit.SECONDS));
            permit("publish: { deny: [\"payment.>\"] }, subscribe: \">\"");
            assertThat(drop()).failsWithin(AT_ONCE);
            assertThat(forest.sidecar.facts().forbidden())
                    .extracting(ForbiddenSubject::subject)
                    .containsExactly("payment.completed");

            permit(ALL);

            assertThat(drop()).succeedsWithin(AT_ONCE);
            awaitNothingForbidden();
        }
    }

    /** A pull request is answered by messages, so that no answer tells of the grant. */
    @Test
    void pullRequestsThatAreGrantedAgainAreFoundAtOnceAndTakeNoMessage() {
        begin(ALL);
        AtomicInteger handled = new AtomicInteger();
        permit("publish: { deny: [\"$JS.API.CONSUMER.MSG.NEXT.>\"] }, subscribe: \">\"");
        try (Subscription trees = observe(handled)) {
            await().atMost(ConnectedAdapter.SOON)
                    .untilAsserted(() -> assertThat(forest.sidecar.facts().forbidden())
                            .singleElement()
                            .satisfies(forbidden -> assertThat(forbidden.subject())
                                    .startsWith("$JS.API.CONSUMER.MSG.NEXT.RIVER.trees-")));
            assertThat(flow()).succeedsWithin(ConnectedAdapter.SOON);
            awaitWaiting("Permissions Violation for Publish to \"$JS.API.CONSUMER.MSG.NEXT.RIVER.trees-");

            permit(ALL);

            awaitNothingForbidden();
            await().atMost(ConnectedAdapter.SOON).until(() -> handled.get() == 1);
            assertThat(forest.forest.pipeline().consumers())
                    .allSatisfy(consumer -> assertThat(consumer.redelivered()).isZero());
            await().atMost(ConnectedAdapter.SOON)
                    .untilAsserted(() -> assertThat(forest.forest.pipeline().consumers())
                            .allSatisfy(consumer -> assertThat(consumer.waits()).isEmpty()));
        }
    }

    private void begin(String permissions) {
        permit(permissions);
        forest = ConnectedAdapter.beside(server, PermissionViolationsIT::asUser);
        if (permissions.equals(ALL)) {
            forest.awaitStreams();
        }
    }

    /** Waits until the server has taken it over, which it says in its log. */
    private void permit(String permissions) {
        long before = reloads();
        server.configure(user(permissions)).reload();
        await().atMost(ConnectedAdapter.SOON).until(() -> reloads() > before);
    }

    private long reloads() {
        try {
            return java.nio.file.Files.readString(server.log()).split("Reloaded server configuration", -1).length;
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private void awaitNothingForbidden() {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(forest.sidecar.facts().forbidden()).isEmpty());
    }

    private CompletableFuture<Boolean> drop() {
        return forest.forest
                .leaves()
                .keep(
                        new MessageId(UUID.randomUUID().toString()),
                        new Leaf(Subject.of("payment.completed"), JsonPayload.NULL, "a-tree", Instant.now()))
                .toCompletableFuture();
    }

    private CompletableFuture<PublishReceipt> flow() {
        CompletionStage<PublishReceipt> stored = forest.forest
                .river()
                .flow(
                        new MessageId(UUID.randomUUID().toString()),
                        new RiverData(
                                Subject.of("river.stripe.webhook"), RawPayload.of(new byte[] {1}), Instant.now()));
        return stored.toCompletableFuture();
    }

    private static String user(String permissions) {
        return "authorization { users: [ { user: forest, password: pass, permissions { " + permissions + " } } ] }";
    }

    private static NatsSettings.Builder asUser(NatsSettings.Builder settings) {
        return settings.credentials(() -> NatsCredentials.password("forest", "pass"));
    }
}
