package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.api.StreamState;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Entity nims, and nims that should be one, that do what none should, in a node of its own beside a real server. */
@Timeout(300)
class EntityNimFailureIT extends PluginFolderSetup {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int AT_ONCE = 100;
    private NatsServer server;

    @BeforeEach
    void start() throws IOException {
        server = NatsServer.start();
        jar().source("acme.Words", TREE)
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Words")
                .source("acme.Count", ENTITY_NIM)
                .source(
                        "acme.Other",
                        "package acme; public class Other extends Count { "
                                + "public Other() { super(\"other\", \"test.other\"); } }")
                .service(PluginJarBuilder.ENTITY_NIM_SERVICE, "acme.Count")
                .service(PluginJarBuilder.ENTITY_NIM_SERVICE, "acme.Other")
                .source("acme.Session", EXPIRING_NIM)
                .service(PluginJarBuilder.ENTITY_NIM_SERVICE, "acme.Session")
                .source("acme.Plain", PLAIN_NIM)
                .service(PluginJarBuilder.NIM_SERVICE, "acme.Plain")
                .write(folder.resolve("count.jar"));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void whateverItDoesIsADeadLetterWithItsReasonAndTheOthersGoOn() throws Exception {
        try (NodeProcess node = node().awaitReady()) {
            post(node, "session", "s-1");
            post(node, "seen", "a-1");
            awaitCount(node, "a", 1);
            List.of("nullkey-1", "throwkey-1", "badkey-1", "null-1", "huge-1", "throw-1", "hang-1")
                    .forEach(word -> post(node, "seen", word));
            post(node, "other", "a-1");
            post(node, "plain", "a-1");
            post(node, "seen", "a-2");
            post(node, "seen", "b-1");

            awaitCount(node, "a", 2);
            awaitCount(node, "b", 1);
            awaitCount(node, "ended", 1);
            assertThat(node.status("/soil/s")).isEqualTo(404);
            awaitLetters(node, 9);
            assertThat(reasons())
                    .contains("entity nim count names no entity for the leaf: it returned null from entity\n")
                    .contains("names no entity for the leaf: java.lang.IllegalStateException: told to")
                    .contains("entity must be 1 to 900")
                    .contains("nim count returned null from apply")
                    .contains("humus.count.update.huge: Message payload size exceed server configuration")
                    .contains("failed 2 times, at last: nim count failed: java.lang.AssertionError: told to")
                    .contains("no result within 1.0 s")
                    .contains("entity a was written by nim count: entity nim other may not change it")
                    .contains("nim plain has read entity a");
            assertThat(node.status("/readyz")).isEqualTo(200);
        }
    }

    @Test
    void anEntityFunctionThatNeverReturnsIsGivenUpAndTheOthersGoOn() throws Exception {
        try (NodeProcess node = node().awaitReady()) {
            post(node, "seen", "hangkey-1");
            post(node, "seen", "a-1");

            awaitCount(node, "a", 1);
            awaitLetters(node, 1);
            assertThat(reasons()).contains("names no entity for the leaf: no result within 1.0 s");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(node.get("/status").body())
                            .contains("\"kind\":\"handler_not_returning\"")
                            .contains("acme.Count.entity"));
        }
    }

    /** Nothing comes into the soil meanwhile, so that it tells neither of the other. */
    @Test
    void ofTwoNimsThatMakeAnEntityAtTheSameTimeOneIsRefusedAndBothAreNamed() throws Exception {
        List<String> keys = IntStream.range(0, AT_ONCE).mapToObj(n -> "k" + n).toList();
        try (NodeProcess node = node().awaitReady();
                Connection stranger = Nats.connect(server.url())) {
            post(node, "seen", "a-1");
            awaitCount(node, "a", 1);
            JetStreamManagement streams = stranger.jetStreamManagement();
            String decomposer = streams.getConsumerNames("HUMUS").stream()
                    .filter(name -> name.startsWith("soil-"))
                    .findFirst()
                    .orElseThrow();
            streams.pauseConsumer("HUMUS", decomposer, ZonedDateTime.now().plusHours(1));

            keys.parallelStream().forEach(key -> {
                boolean isEven = key.hashCode() % 2 == 0;
                post(node, isEven ? "seen" : "other", key + "-1");
                post(node, isEven ? "other" : "seen", key + "-1");
            });
            awaitLetters(node, AT_ONCE);

            List<String> reasons = reasons().lines().toList();
            for (String key : keys) {
                String refusal = refusal(key, owner(streams, key));
                assertThat(reasons).filteredOn(refusal::equals).hasSize(1);
            }
            streams.resumeConsumer("HUMUS", decomposer);
            keys.forEach(key -> awaitCount(node, key, 1));
        }
    }

    @Test
    void aStateWithAValueOfAnotherTypeThanTheFieldIsNotReadAsSomethingElse() throws Exception {
        try (NodeProcess node = node().awaitReady();
                Connection stranger = Nats.connect(server.url())) {
            Headers made = new Headers()
                    .put("Nimsforest-Entity-Nim", "count")
                    .put("Nimsforest-Entity-Version", "1")
                    .put("Nimsforest-Applied", ";;");
            String compost = "{\"entity\":\"old\",\"action\":\"update\",\"data\":{\"count\":\"5\",\"text\":\"\"},"
                    + "\"nim\":\"count\",\"ts\":\"2026-01-02T03:04:05Z\",\"slot\":0}";
            stranger.jetStream().publish("humus.count.update.old", made, compost.getBytes(StandardCharsets.UTF_8));

            post(node, "seen", "old-1");
            awaitLetters(node, 1);

            assertThat(reasons()).startsWith("stored state is no State: acme.Count$State[\"count\"] at character ");
            assertThat(node.get("/soil/old").body()).contains("\"count\":\"5\"");
        }
    }

    private static String refusal(String key, String owner) {
        String other = owner.equals("count") ? "other" : "count";
        return "entity " + key + " was written by nim " + owner + ": entity nim " + other + " may not change it";
    }

    /** The one nim whose composts of the entity the humus holds. */
    private static String owner(JetStreamManagement streams, String key) throws Exception {
        Set<String> subjects = streams.getStreamInfo("HUMUS", StreamInfoOptions.filterSubjects("humus.*.update." + key))
                .getStreamState()
                .getSubjectMap()
                .keySet();
        assertThat(subjects).as(key).hasSize(1);
        return subjects.iterator().next().split("\\.")[1];
    }

    private String reasons() throws Exception {
        StringBuilder reasons = new StringBuilder();
        try (Connection stranger = Nats.connect(server.url())) {
            StreamState state =
                    stranger.jetStreamManagement().getStreamInfo("DEADLETTER").getStreamState();
            for (long place = state.getFirstSequence(); place <= state.getLastSequence(); place++) {
                reasons.append(stranger.jetStreamManagement()
                                .getMessage("DEADLETTER", place)
                                .getHeaders()
                                .getLast("Nimsforest-Reason"))
                        .append('\n');
            }
        }
        return reasons.toString();
    }

    private NodeProcess node() {
        return NodeProcess.run(Map.of(
                "NATS_URL", server.url(),
                "NATS_MONITOR_URL", server.monitorUrl().toString(),
                "NODE_NAME", "count-node",
                "NIMSFOREST_STATE_DIR", scratch.toString(),
                "NIMSFOREST_DEMO", "false",
                "NIMSFOREST_PLUGINS", folder.toString()));
    }

    private static void post(NodeProcess node, String subject, String word) {
        await().atMost(SOON)
                .until(() -> node.post("/river/test." + subject, word).statusCode() == 201);
    }

    private static void awaitCount(NodeProcess node, String entity, int count) {
        await(entity + ": " + node.output())
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(node.get("/soil/" + entity).body()).startsWith("{\"count\":" + count + ","));
    }

    private static void awaitLetters(NodeProcess node, int many) {
        await(node.output())
                .atMost(SOON)
                .untilAsserted(() -> assertThat(node.get("/metrics").body())
                        .contains("nimsforest_dead_letters_waiting " + many + ".0"));
    }

    private static final String TREE = """
            package acme;
            import com.nimsforest.node.domain.leaf.Leaf;
            import com.nimsforest.node.domain.payload.JsonPayload;
            import com.nimsforest.node.domain.river.RiverData;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.domain.tree.*;
            import java.util.Set;
            public class Words implements Tree {
                public Token name() { return Token.of("words"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("river.test.>")); }
                public Harvest parse(RiverData data) {
                    return Harvest.of(new Leaf(
                            Subject.of(data.subject().value().substring(6)),
                            JsonPayload.of("\\"" + data.data().text() + "\\""), "words", data.time()));
                }
            }
            """;
    private static final String ENTITY_NIM = """
            package acme;
            import com.nimsforest.node.domain.handler.RetryPolicy;
            import com.nimsforest.node.domain.leaf.Leaf;
            import com.nimsforest.node.domain.soil.EntityKey;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.ports.driving.*;
            import java.time.Duration;
            import java.util.*;
            public class Count implements EntityNim<Count.State> {
                public record State(long count, String text) {}
                private final String name;
                private final String pattern;
                public Count() { this("count", "test.seen"); }
                Count(String name, String pattern) { this.name = name; this.pattern = pattern; }
                public Token name() { return Token.of(name); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of(pattern)); }
                public Class<State> stateType() { return State.class; }
                public Duration timeLimit() { return Duration.ofSeconds(1); }
                public RetryPolicy retryPolicy() {
                    return new RetryPolicy(2, Duration.ofMillis(100), 1, Duration.ofMillis(100));
                }
                private static String word(Leaf leaf) { return leaf.data().text().replace("\\"", "").split("-")[0]; }
                public EntityKey entity(Leaf leaf) {
                    switch (word(leaf)) {
                        case "nullkey": return null;
                        case "throwkey": throw new IllegalStateException("told to");
                        case "badkey": return EntityKey.of("no key");
                        case "hangkey": for (long n = 0; ; n++) if (n == -1) break;
                        default: return EntityKey.of(word(leaf));
                    }
                }
                public State apply(Optional<State> now, Leaf leaf, EntityEffects effects) {
                    String text = "";
                    switch (word(leaf)) {
                        case "null": return null;
                        case "throw": throw new AssertionError("told to");
                        case "huge": text = "x".repeat(2 << 20); break;
                        case "hang": for (long n = 0; ; n++) if (n == -1) break;
                        default: break;
                    }
                    return new State(now.map(State::count).orElse(0L) + 1, text);
                }
            }
            """;
    private static final String EXPIRING_NIM = """
            package acme;
            import com.nimsforest.node.domain.leaf.Leaf;
            import com.nimsforest.node.domain.payload.JsonPayload;
            import com.nimsforest.node.domain.soil.EntityKey;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.ports.driving.*;
            import java.time.Duration;
            import java.util.*;
            public class Session implements ExpiringEntityNim<Session.State> {
                public record State(long leaves) {}
                public Token name() { return Token.of("session"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("test.session")); }
                public Class<State> stateType() { return State.class; }
                public EntityKey entity(Leaf leaf) { return EntityKey.of("s"); }
                public State apply(Optional<State> now, Leaf leaf, EntityEffects effects) {
                    return new State(now.map(State::leaves).orElse(0L) + 1);
                }
                public Optional<Duration> expires(State state) { return Optional.of(Duration.ofSeconds(1)); }
                public Optional<State> expired(State state, EntityEffects effects) {
                    effects.drop(Subject.of("test.seen"), JsonPayload.of("\\"ended-1\\""));
                    return Optional.empty();
                }
            }
            """;
    private static final String PLAIN_NIM = """
            package acme;
            import com.nimsforest.node.domain.compost.CompostAction;
            import com.nimsforest.node.domain.leaf.Leaf;
            import com.nimsforest.node.domain.soil.EntityKey;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.ports.driving.*;
            import java.util.Set;
            public class Plain implements Nim {
                public Token name() { return Token.of("plain"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("test.plain")); }
                public void on(Leaf leaf, Forest forest) {
                    forest.dig(EntityKey.of("a"));
                    forest.compost(CompostAction.UPDATE, EntityKey.of("a"), leaf.data());
                }
            }
            """;
}
