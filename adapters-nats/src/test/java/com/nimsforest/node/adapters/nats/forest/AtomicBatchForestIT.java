package com.nimsforest.node.adapters.nats.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.NatsServerBinary;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.api.StreamConfiguration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The streams of a forest take batches when told to, where the server knows them, and never by themselves. */
@Timeout(120)
class AtomicBatchForestIT {
    @Test
    void whatWaitsGoesInBatchesAndIsHandledOnceItIsOnDisk() throws Exception {
        try (NatsServer server = NatsServer.startNewestSyncingAlways();
                ConnectedAdapter adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK)) {
            assertThat(adapter.forest.streamPlans().allowBatches()).hasSize(3);

            BatchedFlow flow = BatchedFlow.handled(adapter);

            assertThat(flow.reads()).isGreaterThanOrEqualTo(flow.batches());
            assertThat(adapter.forest.streamPlans().drift()).isEmpty();
            assertThat(adapter.forest.streamPlans().apply(true)).isEmpty();
            assertThat(adapter.forest.streamPlans().allowBatches()).isEmpty();
        }
    }

    /** A majority has synced it before any server applies it. */
    @Test
    void aBatchOnSeveralServersIsHandledWithoutAReadOfTheStream() throws Exception {
        try (NatsMesh mesh = NatsMesh.start((machine, server) -> server.version(NatsServerBinary.NEWEST));
                ConnectedAdapter adapter =
                        ConnectedAdapter.beside(mesh.server(0), mesh.peersOf(0), ConnectedAdapter.QUICK)) {
            adapter.awaitCopies();
            allowBatches(adapter);

            BatchedFlow flow = BatchedFlow.handled(adapter);

            assertThat(flow.batches()).isPositive();
            assertThat(flow.reads()).isZero();
        }
    }

    /** The node itself would ask the nodes beside the other servers first. */
    private static void allowBatches(ConnectedAdapter adapter) throws Exception {
        JetStreamManagement streams = adapter.sidecar.require().jetStreamManagement();
        streams.updateStream(
                StreamConfiguration.builder(streams.getStreamInfo("RIVER").getConfiguration())
                        .allowAtomicPublish()
                        .build());
    }

    /** What was put into the river until there were some batches, all of it handled. */
    private record BatchedFlow(int batches, int reads) {
        static BatchedFlow handled(ConnectedAdapter adapter) throws Exception {
            Set<String> batches = ConcurrentHashMap.newKeySet();
            Set<String> handled = ConcurrentHashMap.newKeySet();
            AtomicInteger reads = new AtomicInteger();
            AtomicInteger flowed = new AtomicInteger();
            try (Connection stranger = adapter.stranger()) {
                stranger.createDispatcher(message -> batches.addAll(batchOf(message)))
                        .subscribe("river.>");
                stranger.createDispatcher(message -> reads.incrementAndGet()).subscribe("$JS.API.STREAM.MSG.GET.RIVER");
                stranger.flush(ConnectedAdapter.SOON);
                adapter.forest.river().observe(Set.of(SubjectPattern.of("river.>")), delivery -> {
                    handled.add(delivery.id().value());
                    return CompletableFuture.completedFuture(Verdict.done());
                });
                await().atMost(ConnectedAdapter.SOON).until(() -> {
                    flow(adapter, flowed, 200);
                    return batches.size() > 2;
                });
                await().atMost(ConnectedAdapter.SOON).until(() -> handled.size() == flowed.get());
            }
            return new BatchedFlow(batches.size(), reads.get());
        }

        private static List<String> batchOf(Message message) {
            String batch = message.hasHeaders() ? message.getHeaders().getFirst("Nats-Batch-Id") : null;
            return batch == null ? List.of() : List.of(batch);
        }
    }

    @Test
    void whatIsBuriedTogetherIsInTheSoilAtItsRevision() {
        try (NatsServer server = NatsServer.startNewestSyncingAlways();
                ConnectedAdapter adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK)) {
            Soil soil = adapter.forest.soil();
            adapter.forest.streamPlans().allowBatches();
            AtomicInteger buried = new AtomicInteger();

            await().atMost(ConnectedAdapter.SOON).until(() -> {
                List<EntityKey> keys = IntStream.range(0, 200)
                        .mapToObj(i -> EntityKey.of("e" + buried.getAndIncrement()))
                        .toList();
                List<CompletableFuture<Revision>> revisions =
                        keys.stream().map(key -> bury(soil, key)).toList();
                CompletableFuture.allOf(revisions.toArray(CompletableFuture[]::new))
                        .join();
                for (int i = 0; i < keys.size(); i++) {
                    SoilEntry entry = soil.dig(keys.get(i)).orElseThrow();
                    assertThat(entry.revision()).isEqualTo(revisions.get(i).join());
                    assertThat(entry.value().text()).isEqualTo("\"" + keys.get(i) + "\"");
                }
                return isInBatch(adapter, revisions.get(150).join());
            });
        }
    }

    private static CompletableFuture<Revision> bury(Soil soil, EntityKey key) {
        HumusSlot source = new HumusSlot(1, 1, Instant.EPOCH);
        SoilChange put = new SoilChange.Put(key, JsonPayload.of("\"" + key + "\""), Revision.none(), source);
        return soil.bury(put).toCompletableFuture();
    }

    private static boolean isInBatch(ConnectedAdapter adapter, Revision revision) throws Exception {
        return adapter.sidecar
                .require()
                .jetStreamManagement()
                .getMessage("KV_SOIL", Long.parseLong(revision.toString()))
                .getHeaders()
                .containsKey("Nats-Batch-Id");
    }

    @Test
    void anOlderServerIsRefused() {
        try (NatsServer server = NatsServer.builder().version("2.11.0").start();
                ConnectedAdapter adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK)) {
            assertThatThrownBy(() -> adapter.forest.streamPlans().allowBatches())
                    .isInstanceOf(StorageUnavailableException.class)
                    .hasMessage("atomic batches need nats-server 2.15.0 or later on every machine: " + server.name()
                            + " has 2.11.0");
        }
    }

    private static void flow(ConnectedAdapter adapter, AtomicInteger flowed, int more) {
        CompletableFuture<?>[] stored = new CompletableFuture<?>[more];
        for (int i = 0; i < more; i++) {
            MessageId id = new MessageId("m" + flowed.getAndIncrement());
            RiverData data = new RiverData(Subject.of("river.a"), RawPayload.ofText(id.value()), Instant.EPOCH);
            stored[i] = adapter.forest.river().flow(id, data).toCompletableFuture();
        }
        CompletableFuture.allOf(stored).join();
    }
}
