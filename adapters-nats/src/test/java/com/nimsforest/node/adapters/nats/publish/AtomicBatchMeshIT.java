package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.NatsServerBinary;
import com.nimsforest.node.domain.message.PublishReceipt;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamInfo;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Atomic batches into a stream with three replicas, whose leader changes meanwhile. */
@Timeout(180)
class AtomicBatchMeshIT extends OnStreamPublisher {
    private static final int MESSAGES = 4000;
    private NatsMesh mesh;

    @Override
    NatsServer startServer() {
        mesh = NatsMesh.start((machine, server) -> server.version(NatsServerBinary.NEWEST));
        return mesh.server(0);
    }

    @Override
    void stopServer() {
        mesh.close();
    }

    /** A young leader of the mesh does not know all others yet, and finds no place for three replicas. */
    @BeforeEach
    void allow() {
        await().atMost(BUDGET).ignoreException(JetStreamApiException.class).until(() -> {
            create(stream("HUMUS", "humus.>").replicas(3).allowAtomicPublish().build());
            return true;
        });
        publisher.allowBatches("HUMUS", true);
    }

    @Test
    void aLeaderThatStepsDownLeavesAllOrNoneOfABatch() throws Exception {
        List<CompletableFuture<PublishReceipt>> stored = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            stored.add(publish("humus.a", Integer.toString(i), BUDGET));
            if (i % 1000 == 500) {
                sidecar.require().request("$JS.API.STREAM.LEADER.STEPDOWN.HUMUS", new byte[0]);
            }
        }

        assertStoredOnce(stored);
    }

    @Test
    void aLeaderThatIsKilledLeavesAllOrNoneOfABatch() throws Exception {
        leadElsewhere();
        List<CompletableFuture<PublishReceipt>> stored = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            stored.add(publish("humus.a", Integer.toString(i), BUDGET));
            if (i == MESSAGES / 2) {
                killLeader();
            }
        }

        assertStoredOnce(stored);
    }

    /** What is not answered is in doubt, and stored once or not at all. */
    @Test
    void aLeaderThatIsKilledLeavesWhatHasAConditionStoredOnceOrNotAtAll() throws Exception {
        leadElsewhere();
        ConditionalPublisher conditional = new ConditionalPublisher(new JetStreamApi(sidecar::require, SOON));
        conditional.allowBatches(true);
        List<CompletableFuture<Long>> sent = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            Headers isFirst = new Headers().put("Nats-Expected-Last-Subject-Sequence", "0");
            sent.add(conditional.publish("humus." + i, isFirst, bytes(Integer.toString(i))));
            if (i == MESSAGES / 2) {
                killLeader();
            }
        }

        await().atMost(BUDGET.multipliedBy(2)).until(() -> sent.stream().allMatch(CompletableFuture::isDone));
        assertThat(publish("humus.last", "last", BUDGET)).succeedsWithin(BUDGET);

        List<String> content = content("HUMUS");
        assertThat(content).doesNotHaveDuplicates();
        assertThat(sent).anyMatch(answer -> !answer.isCompletedExceptionally());
        for (int i = 0; i < MESSAGES; i++) {
            if (!sent.get(i).isCompletedExceptionally()) {
                assertThat(content.get((int) (sent.get(i).join() - 1))).isEqualTo(Integer.toString(i));
            }
        }
    }

    private void leadElsewhere() {
        await().atMost(BUDGET).until(() -> {
            String leader = leader();
            if (leader.isEmpty() || leader.equals(server.name())) {
                sidecar.require().request("$JS.API.STREAM.LEADER.STEPDOWN.HUMUS", new byte[0]);
                return false;
            }
            return true;
        });
    }

    private void assertStoredOnce(List<CompletableFuture<PublishReceipt>> stored) throws Exception {
        assertThat(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)))
                .succeedsWithin(BUDGET.multipliedBy(2));
        List<String> content = content("HUMUS");
        assertThat(content).containsExactlyInAnyOrderElementsOf(names(MESSAGES));
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(content.get((int) stored.get(i).join().sequence() - 1)).isEqualTo(Integer.toString(i));
        }
    }

    private void killLeader() {
        mesh.named(await().atMost(BUDGET).until(this::leader, name -> !name.isEmpty()))
                .kill();
    }

    /** Empty while it is not known. */
    private String leader() {
        try {
            StreamInfo info = sidecar.require().jetStreamManagement().getStreamInfo("HUMUS");
            String leader = info.getClusterInfo().getLeader();
            return leader == null ? "" : leader;
        } catch (IOException | JetStreamApiException changing) {
            return "";
        }
    }
}
