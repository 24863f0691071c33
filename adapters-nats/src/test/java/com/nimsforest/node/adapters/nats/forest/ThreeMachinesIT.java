package com.nimsforest.node.adapters.nats.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ThreeMachinesIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    private final List<ConnectedAdapter> adapters = new ArrayList<>();
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private NatsMesh mesh;

    @BeforeEach
    void startMesh() {
        mesh = NatsMesh.start();
    }

    @AfterEach
    void stopMesh() {
        adapters.forEach(ConnectedAdapter::close);
        mesh.close();
    }

    @Test
    void everyStreamHasThreeReplicasAndEveryMachineSeesTheOthers() {
        ConnectedAdapter adapter = node(0);

        awaitWhole(adapter);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(adapter.forest.cluster().view()).satisfies(facts -> {
                    assertThat(facts.name()).isEqualTo("forest");
                    assertThat(facts.expected()).isEqualTo(3);
                    assertThat(facts.connected()).hasSize(2);
                    assertThat(facts.missing()).isEmpty();
                    assertThat(facts.quorum()).isTrue();
                }));
    }

    @Test
    void nodesThatStartTogetherMakeEachStreamOnce() {
        List<ConnectedAdapter> nodes = IntStream.range(0, 3)
                .mapToObj(k -> ConnectedAdapter.connected(mesh.server(k), mesh.peersOf(k), ConnectedAdapter.QUICK))
                .toList();
        adapters.addAll(nodes);
        nodes.forEach(node -> node.forest.provision());
        nodes.forEach(this::awaitWhole);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mesh.servers().stream()
                                .map(ThreeMachinesIT::identities)
                                .distinct())
                        .singleElement()
                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                        .hasSize(6));
    }

    @Test
    @Tag("newest")
    void machinesAreKnownByTheirNamesThereOrNot() {
        ConnectedAdapter adapter = node(0);
        List<String> others = List.of(mesh.server(1).name(), mesh.server(2).name());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(adapter.forest.cluster().view().connected())
                        .containsExactlyInAnyOrderElementsOf(others));

        mesh.server(2).kill();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(adapter.forest.cluster().view()).satisfies(facts -> {
                    assertThat(facts.connected()).containsExactly(others.get(0));
                    assertThat(facts.missing()).containsExactly(others.get(1));
                }));
    }

    @Test
    void aStreamThatAGoNodeMadeWithOneReplicaIsRaised() throws Exception {
        try (Connection stranger = Nats.connect(mesh.server(1).url())) {
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> stranger.jetStreamManagement()
                                    .addStream(StreamConfiguration.builder()
                                            .name("HUMUS")
                                            .subjects("humus.>")
                                            .maxAge(Duration.ofDays(7))
                                            .maxMessages(1_000_000)
                                            .replicas(1)
                                            .build())
                            != null);
        }

        ConnectedAdapter adapter = node(0);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(adapter.forest.storage().probe().streams())
                        .allSatisfy(this::hasAllReplicas)
                        .flatExtracting(StreamFacts::problems)
                        .contains(HealthFinding.about("HUMUS", ProblemKind.STREAM_DIFFERS_FROM_PLAN)
                                .with(HealthFact.DRIFT, "duplicate_window: is PT2M, planned PT10M")));
    }

    @Test
    void theLeaderOfTheRiverMayBeKilledAmidstTheWork() {
        ConnectedAdapter one = node(0);
        ConnectedAdapter other = node(1);
        awaitWhole(one);

        try (Subscription first = one.forest.river().observe(Set.of(RiverSubjects.ALL), noting());
                Subscription second = other.forest.river().observe(Set.of(RiverSubjects.ALL), noting())) {
            awaitAnswered(one, 0, 100);
            NatsServer leader = mesh.named(river(one).leader());
            leader.kill();
            ConnectedAdapter alive = leader == mesh.server(0) ? other : one;
            awaitAnswered(alive, 100, 200);

            await().atMost(SOON).untilAsserted(() -> assertThat(done).containsAll(names(200)));
            awaitOneMissing(alive);
            leader.restart();
            awaitWhole(alive);
        }
    }

    @Test
    void aMeshWithoutItsMajorityIsWaitedForAndSaidSo() {
        ConnectedAdapter adapter = node(0);
        adapter.awaitStreams();

        mesh.server(1).kill();
        mesh.server(2).kill();

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(adapter.forest.cluster().view().quorum()).isFalse();
            assertThat(adapter.forest.storage().probe().usable()).isFalse();
        });
        mesh.server(1).restart();
        mesh.server(2).restart();
        awaitWhole(adapter);
    }

    /** Which streams a server has a replica of, and the identity that it tells of each. */
    private static List<String> identities(NatsServer server) {
        try (InputStream response = server.monitorUrl()
                .resolve("/jsz?streams=true&config=true")
                .toURL()
                .openStream()) {
            return JetStreamApi.JSON.readTree(response).findValues("stream_detail").stream()
                    .flatMap(streams -> StreamSupport.stream(streams.spliterator(), false))
                    .map(stream -> stream.path("name").asString() + " "
                            + StreamInfo.of(stream).identity().orElse(0))
                    .sorted()
                    .toList();
        } catch (IOException notNow) {
            return List.of(String.valueOf(notNow));
        }
    }

    private ConnectedAdapter node(int machine) {
        ConnectedAdapter adapter =
                ConnectedAdapter.beside(mesh.server(machine), mesh.peersOf(machine), ConnectedAdapter.QUICK);
        adapters.add(adapter);
        return adapter;
    }

    private void awaitWhole(ConnectedAdapter adapter) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(adapter.forest.storage().probe()).satisfies(this::isWhole));
    }

    private void isWhole(JetStreamFacts facts) {
        assertThat(facts.available()).isTrue();
        assertThat(facts.metaLeader()).isNotEmpty();
        assertThat(facts.streams())
                .hasSize(6)
                .allSatisfy(this::hasAllReplicas)
                .allSatisfy(stream -> assertThat(stream.problems()).isEmpty());
    }

    private void hasAllReplicas(StreamFacts stream) {
        assertThat(stream.replicas()).isEqualTo(3);
        assertThat(stream.desired()).isEqualTo(3);
        assertThat(stream.current()).isEqualTo(3);
        assertThat(stream.usable()).isTrue();
    }

    private static void awaitOneMissing(ConnectedAdapter alive) {
        await().atMost(SOON).untilAsserted(() -> {
            ClusterFacts facts = alive.forest.cluster().view();
            assertThat(facts.connected()).hasSize(1);
            assertThat(facts.missing()).hasSize(1);
            assertThat(facts.quorum()).isTrue();
        });
    }

    private static StreamFacts river(ConnectedAdapter adapter) {
        return adapter.forest.storage().probe().streams().stream()
                .filter(stream -> stream.name().equals("RIVER"))
                .findFirst()
                .orElseThrow();
    }

    private DeliveryHandler<RiverData> noting() {
        return delivery -> {
            done.add(delivery.message().data().text());
            return CompletableFuture.completedFuture(Verdict.done());
        };
    }

    private static void awaitAnswered(ConnectedAdapter adapter, int from, int to) {
        IntStream.range(from, to).forEach(number -> {
            RiverData data =
                    new RiverData(Subject.of("river.a"), RawPayload.ofText(Integer.toString(number)), Instant.EPOCH);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(adapter.forest.river().flow(new MessageId("id-" + number), data))
                            .succeedsWithin(SOON));
        });
    }

    private static List<String> names(int to) {
        return IntStream.range(0, to).mapToObj(Integer::toString).toList();
    }
}
