package com.nimsforest.node.adapters.nats.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import io.nats.client.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While nobody leads a stream, a replica that knows less than the others answers for it; nothing was removed. */
@Timeout(240)
class StaleReplicaIT {
    private static final Duration TIME = Duration.ofSeconds(40);
    private static final int BEFORE = 5;
    private static final int MISSED = 24;

    @Test
    void whatAReplicaHasNotReceivedWasNotRemoved() throws Exception {
        try (NatsMesh mesh = NatsMesh.start();
                ConnectedAdapter first =
                        ConnectedAdapter.beside(mesh.server(0), mesh.peersOf(0), ConnectedAdapter.QUICK)) {
            first.awaitCopies();
            mesh.grow();
            try (ConnectedAdapter node =
                            ConnectedAdapter.beside(mesh.server(3), mesh.peersOf(3), ConnectedAdapter.QUICK);
                    Subscription nim = gather(node)) {
                node.awaitStreams();
                pause(node);
                write(node, 0, BEFORE);
                await().atMost(TIME).until(() -> soil(node) == BEFORE && pending(node) == BEFORE);
                mesh.server(2).kill();
                write(node, BEFORE, MISSED);
                await().atMost(TIME).until(() -> soil(node) == BEFORE + MISSED && pending(node) == BEFORE + MISSED);

                mesh.server(0).kill();
                mesh.server(1).kill();
                mesh.server(2).restartWithoutLeader();

                awaitAnswerOfReplica(node);
                for (int look = 0; look < 10; look++) {
                    assertThat(removed(node)).isEmpty();
                    assertThat(soil(node)).isEqualTo(BEFORE + MISSED);
                }
                List.of(0, 1).forEach(machine -> mesh.server(machine).restartWithoutLeader());
                // What was found while nobody led is told with the next answer of a leader.
                await().atMost(TIME)
                        .until(() -> node.forest.storage().probe().usable()
                                && soil(node) == BEFORE + MISSED
                                && pending(node) == BEFORE + MISSED);
                assertThat(removed(node)).isEmpty();
            }
        }
    }

    private static Subscription gather(ConnectedAdapter node) {
        return node.forest
                .leaves()
                .gather(
                        Token.of("mailer"),
                        Set.of(SubjectPattern.of("mail.due")),
                        leaf -> CompletableFuture.completedFuture(Verdict.done()));
    }

    private static void pause(ConnectedAdapter node) throws Exception {
        try (Connection stranger = node.stranger()) {
            await().atMost(TIME).ignoreExceptions().until(() -> {
                String consumer = ConnectedAdapter.named(stranger, "LEAVES", "nim-mailer");
                return stranger.jetStreamManagement()
                        .pauseConsumer("LEAVES", consumer, ZonedDateTime.now().plusHours(1))
                        .isPaused();
            });
        }
    }

    private static void awaitAnswerOfReplica(ConnectedAdapter node) throws Exception {
        try (Connection stranger = node.stranger()) {
            await().atMost(TIME)
                    .ignoreExceptions()
                    .until(() -> stranger.jetStreamManagement()
                                    .getStreamInfo("KV_SOIL")
                                    .getStreamState()
                                    .getMsgCount()
                            == BEFORE);
        }
    }

    private static void write(ConnectedAdapter node, int from, int count) {
        for (int number = from; number < from + count; number++) {
            Leaf leaf = new Leaf(Subject.of("mail.due"), JsonPayload.of("1"), "tree", Instant.EPOCH);
            assertThat(node.forest.leaves().keep(new MessageId("leaf-" + number), leaf, Optional.empty()))
                    .succeedsWithin(TIME);
            SoilChange change = new SoilChange.Put(
                    EntityKey.of("entity-" + number),
                    JsonPayload.of("1"),
                    Revision.none(),
                    new HumusSlot(1, number + 1));
            // One whose answer was lost is refused when it is sent again.
            await().atMost(TIME).ignoreExceptions().until(() -> {
                node.forest
                        .soil()
                        .bury(change)
                        .toCompletableFuture()
                        .exceptionally(failure -> null)
                        .get();
                return node.forest
                                .soil()
                                .survey(change.key())
                                .toCompletableFuture()
                                .get()
                        instanceof SoilEntry;
            });
        }
    }

    private static long soil(ConnectedAdapter node) {
        return streams(node)
                .filter(stream -> stream.name().equals("KV_SOIL"))
                .mapToLong(StreamFacts::messages)
                .sum();
    }

    private static long pending(ConnectedAdapter node) {
        return node.forest.pipeline().consumers().stream()
                .filter(facts -> facts.name().equals("nim-mailer"))
                .mapToLong(facts -> facts.pending())
                .sum();
    }

    private static Stream<StreamFacts> streams(ConnectedAdapter node) {
        return node.forest.storage().probe().lastRead().stream();
    }

    private static List<HealthFinding> removed(ConnectedAdapter node) {
        Set<ProblemKind> kinds = Set.of(ProblemKind.SOIL_REMOVED, ProblemKind.MESSAGES_REMOVED);
        return Stream.concat(
                        streams(node).flatMap(stream -> stream.problems().stream()),
                        node.forest.pipeline().consumers().stream().flatMap(facts -> facts.problems().stream()))
                .filter(problem -> kinds.contains(problem.kind()))
                .toList();
    }
}
