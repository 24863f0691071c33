package com.nimsforest.node.adapters.nats.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.entity.AppliedLeaves;
import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.EntityHumus;
import io.nats.client.Connection;
import io.nats.client.api.StreamInfoOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Two entity nims that make the same entities at once, on one machine of a mesh or on two. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NatsEntityHumusInMeshIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ENTITIES = 1000;
    private NatsMesh mesh;
    private ConnectedAdapter here;
    private ConnectedAdapter there;

    @BeforeAll
    void start() {
        mesh = NatsMesh.start();
        here = ConnectedAdapter.beside(mesh.server(0), mesh.peersOf(0), ConnectedAdapter.QUICK);
        there = ConnectedAdapter.beside(mesh.server(1), mesh.peersOf(1), ConnectedAdapter.QUICK);
        List.of(here, there).forEach(ConnectedAdapter::awaitCopies);
    }

    @AfterAll
    void stop() {
        there.close();
        here.close();
        mesh.close();
    }

    @Test
    void ofTwoOnOneMachineOneMakesEachEntity() throws Exception {
        List<CompletableFuture<Long>> sent = makeAll("same", here, false);

        assertOneSaysSo(sent);
        assertMadeOnce("same", sent);
    }

    @Test
    void ofTwoOnTwoMachinesOneMakesEachEntity() throws Exception {
        List<CompletableFuture<Long>> sent = makeAll("both", there, false);

        assertOneSaysSo(sent);
        assertMadeOnce("both", sent);
    }

    /** What was under way when the leader changed is in doubt. */
    @Test
    void neitherMakesWhatTheOtherHasMadeWhenTheLeaderChangesMeanwhile() throws Exception {
        List<CompletableFuture<Long>> sent = makeAll("moved", there, true);

        assertMadeOnce("moved", sent);
    }

    /** Each entity by both, one right after the other. */
    private List<CompletableFuture<Long>> makeAll(String mark, ConnectedAdapter second, boolean moving)
            throws Exception {
        awaitStored(here, "one");
        awaitStored(second, "other");
        List<CompletableFuture<Long>> sent = new ArrayList<>();
        try (Connection stranger = here.stranger()) {
            for (int i = 0; i < ENTITIES; i++) {
                if (moving && i % 250 == 125) {
                    stranger.request("$JS.API.STREAM.LEADER.STEPDOWN.HUMUS", new byte[0], SOON);
                }
                sent.add(make(here.forest.entityHumus(), "one", mark + "." + i));
                sent.add(make(second.forest.entityHumus(), "other", mark + "." + i));
            }
        }
        await().atMost(SOON).until(() -> sent.stream().allMatch(CompletableFuture::isDone));
        return sent;
    }

    /** Its server knows for a while of no leader that takes it, when one has just been elected. */
    private static void awaitStored(ConnectedAdapter adapter, String nim) {
        await().atMost(SOON)
                .until(() -> make(adapter.forest.entityHumus(), nim, "ready." + UUID.randomUUID())
                        .handle((sequence, failure) -> failure == null)
                        .join());
    }

    private static CompletableFuture<Long> make(EntityHumus humus, String nim, String entity) {
        Token name = Token.of(nim);
        Compost first = new Compost(EntityKey.of(entity), CompostAction.UPDATE, JsonPayload.of("1"), nim, Instant.EPOCH)
                .of(new EntityProvenance(name, 1, AppliedLeaves.none()));
        return humus.add(name, first, 0).toCompletableFuture();
    }

    private static boolean isDone(CompletableFuture<Long> answer) {
        return !answer.isCompletedExceptionally();
    }

    private static void assertOneSaysSo(List<CompletableFuture<Long>> sent) {
        for (int i = 0; i < sent.size(); i += 2) {
            assertThat(sent.subList(i, i + 2))
                    .as("entity %s: %s, %s", i / 2, sent.get(i), sent.get(i + 1))
                    .filteredOn(NatsEntityHumusInMeshIT::isDone)
                    .hasSize(1);
        }
    }

    /** By one nim, and by the one that says so. */
    private void assertMadeOnce(String mark, List<CompletableFuture<Long>> sent) throws Exception {
        Set<String> subjects = subjects(mark);
        assertThat(subjects).isNotEmpty();
        assertThat(subjects.stream().map(subject -> subject.substring(subject.indexOf(".update."))))
                .doesNotHaveDuplicates();
        for (int i = 0; i < sent.size(); i++) {
            if (isDone(sent.get(i))) {
                assertThat(subjects)
                        .contains("humus." + (i % 2 == 0 ? "one" : "other") + ".update." + mark + "." + i / 2);
            }
        }
    }

    private Set<String> subjects(String mark) throws Exception {
        try (Connection stranger = here.stranger()) {
            return stranger.jetStreamManagement()
                    .getStreamInfo("HUMUS", StreamInfoOptions.filterSubjects("humus.*.update." + mark + ".*"))
                    .getStreamState()
                    .getSubjectMap()
                    .keySet();
        }
    }
}
