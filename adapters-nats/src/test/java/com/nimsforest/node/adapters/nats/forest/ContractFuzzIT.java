package com.nimsforest.node.adapters.nats.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.HumusReadCallbacks;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import io.nats.client.Connection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same odd input for the fakes and for a real server: both make the same of it. Another seed: {@code -Dfuzz.seed=N}. */
@Timeout(120)
class ContractFuzzIT {
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int CASES = 500;

    private final FuzzedJson fuzz = new FuzzedJson(SEED);
    private final InMemoryForest fake = InMemoryForest.running();
    private NatsServer server;
    private ConnectedAdapter adapter;

    @BeforeEach
    void startServer() {
        server = NatsServer.start();
        adapter = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK);
    }

    @AfterEach
    void stopServer() {
        adapter.close();
        server.close();
        fake.close();
    }

    @Test
    void whateverLiesInTheHumusIsReadAlike() throws Exception {
        List<byte[]> sent = Stream.generate(fuzz::compost).limit(CASES).toList();
        send("humus.a.update", sent);

        Map<Long, String> real = read(adapter.forest.snapshot());
        Map<Long, String> imagined = read(fake.snapshot());

        assertThat(real).hasSize(CASES).containsValue("no compost");
        assertThat(imagined)
                .as("seed %d, the first that differs: %s", SEED, firstDifferent(sent, real, imagined))
                .isEqualTo(real);
    }

    private static String firstDifferent(List<byte[]> sent, Map<Long, String> real, Map<Long, String> imagined) {
        return real.keySet().stream()
                .filter(place -> !real.get(place).equals(imagined.get(place)))
                .findFirst()
                .map(place -> new String(sent.get((int) (place - 1)), StandardCharsets.UTF_8))
                .orElse("none");
    }

    @Test
    void whateverFlowsInTheRiverIsTakenOrRefusedAlike() throws Exception {
        List<byte[]> sent = Stream.generate(fuzz::riverData).limit(CASES / 2).toList();
        send("river.a", sent);

        Set<String> real = flowed(adapter.forest.river(), adapter.forest.deadLetters(), sent.size());
        Set<String> imagined = flowed(fake.river(), fake.deadLetters(), sent.size());

        assertThat(imagined).as("seed %d", SEED).isEqualTo(real);
    }

    @Test
    void whateverIsAKeyIsOneForBoth() {
        for (int n = 0; n < CASES / 5; n++) {
            String key = fuzz.key();
            try {
                EntityKey entity = EntityKey.of(key);
                assertThat(buried(adapter.forest.soil(), entity))
                        .as("seed %d, key %s", SEED, key)
                        .isEqualTo(buried(fake.soil(), entity));
            } catch (IllegalArgumentException noKey) {
                assertThat(noKey).hasMessageContaining("entity must be");
            }
        }
    }

    private void send(String subject, List<byte[]> bodies) throws Exception {
        try (Connection stranger = adapter.stranger()) {
            for (byte[] body : bodies) {
                stranger.jetStream().publish(subject, body);
                fake.servers().putRaw(subject, body);
            }
        }
    }

    private static Map<Long, String> read(StreamSnapshot snapshot) {
        Map<Long, String> read = new TreeMap<>();
        snapshot.humus(new HumusReadCallbacks(
                span -> {},
                entry -> read.put(entry.slot().sequence(), entry.compost().toString()),
                slot -> read.put(slot.sequence(), "no compost")));
        return read;
    }

    /** What was heard, and how much was refused. */
    private static Set<String> flowed(River river, DeadLetters deadLetters, int all) {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Subscription observing = river.observe(Set.of(RiverSubjects.ALL), delivery -> {
            RiverData data = delivery.message();
            heard.add(data.subject() + " " + data.time() + " " + data.data().text());
            return CompletableFuture.completedFuture(Verdict.done());
        })) {
            await().atMost(ConnectedAdapter.SOON)
                    .until(() -> heard.size() + deadLetters.list(0, all).size() >= all);
        }
        Set<String> outcomes = new TreeSet<>(heard);
        deadLetters.list(0, all).forEach(deadLetter -> outcomes.add("refused " + deadLetter.sequence()));
        return outcomes;
    }

    private static String buried(Soil soil, EntityKey key) {
        Revision now = soil.survey(key).toCompletableFuture().join().revision();
        soil.bury(new SoilChange.Put(key, JsonPayload.of("1"), now, new HumusSlot(1, 1)))
                .toCompletableFuture()
                .join();
        return soil.dig(key).map(SoilEntry::key).toString() + soil.keys("").contains(key);
    }
}
