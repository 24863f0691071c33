package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import com.nimsforest.node.bootstrap.observability.RunbookReasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plug-ins that do what no plug-in should, in a node of its own beside a real server: it is their message's failed attempt. */
@Timeout(300)
class PluginFailureIT extends PluginFolderSetup {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String WAITING =
            "while (true) { java.util.concurrent.locks.LockSupport.parkNanos(10_000_000_000L); Thread.interrupted(); }";
    private static final int MOST_GIVEN_UP = 16;
    private static final int MORE_THAN_IN_FLIGHT = 600;
    private NatsServer server;

    @BeforeEach
    void start() throws IOException {
        server = NatsServer.start();
        jar().source("acme.Bad", TREE)
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Bad")
                .source("acme.Late", "package acme; class Late { static String word() { return \"late\"; } }")
                .source("acme.Keeper", NIM)
                .service(PluginJarBuilder.NIM_SERVICE, "acme.Keeper")
                .source("acme.Ender", ENTITY_NIM)
                .service(PluginJarBuilder.ENTITY_NIM_SERVICE, "acme.Ender")
                .write(folder.resolve("bad.jar"));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void whateverATreeThrowsOrNeverReturnsFromIsItsMessagesFailedAttempt() {
        try (NodeProcess node = node().awaitReady()) {
            List.of("error", "unreadable", "stealth", "stack", "oom", "interrupt", "hang")
                    .forEach(word -> post(node, word));
            post(node, "good1");

            awaitSeen(node, "good1");
            awaitSeen(node, "interrupt");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(node.get("/status").body())
                            .contains("\"failing\":[{\"handler\":\"tree bad\"")
                            .contains("\"kind\":\"handler_not_returning\"")
                            .contains("acme.Bad.parse"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(node.get("/metrics").body())
                            .containsPattern("nimsforest_dead_letters_waiting 6.0"));
            post(node, "good2");
            awaitSeen(node, "good2");

            assertThat(node.output())
                    .contains("java.lang.AssertionError: told to")
                    .contains("at acme.Bad.parse");
            assertThat(node.status("/readyz")).isEqualTo(200);
        }
    }

    @Test
    void aFailingMessageIsCountedByHandlerFromItsFirstAttempt() {
        try (NodeProcess node = node().awaitReady()) {
            assertThat(node.get("/metrics").body()).contains("nimsforest_failing_messages{handler=\"tree bad\"} 0.0");

            post(node, "error");

            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(100))
                    .untilAsserted(() -> assertThat(node.get("/metrics").body())
                            .contains("nimsforest_failing_messages{handler=\"tree bad\"} 1.0"));
        }
    }

    @ParameterizedTest
    @CsvSource({"exit, 1, tree bad", "halt, 3, tree bad", "halt-in-entity, 4, nim ender", "halt-in-apply, 5, nim ender"
    })
    void aMessageThatEndsTheProcessThreeTimesIsADeadLetterAndTheOthersGoOn(String word, int code, String handler) {
        for (int times = 1; times <= 3; times++) {
            try (NodeProcess node = node()) {
                if (times == 1) {
                    node.awaitReady();
                    postAndEnd(node, word);
                }
                assertThat(node.awaitExit()).as(node::output).isEqualTo(code);
            }
        }

        try (NodeProcess node = node().awaitReady()) {
            assertThat(node.output())
                    .contains("the node's process ended while " + handler + " worked on message")
                    .contains("3 times so far");
            post(node, "good");
            awaitSeen(node, "good");
            await().atMost(SOON.multipliedBy(2))
                    .untilAsserted(() ->
                            assertThat(node.get("/metrics").body()).contains("nimsforest_dead_letters_waiting 1.0"));
            assertThat(node.output()).contains("ended 3 times while it worked on message");
        }
    }

    @Test
    void aLeafThatANimHadTakenIsToldToWaitOnceNoNodeRunsTheNim() throws IOException {
        try (NodeProcess node = node().awaitReady()) {
            post(node, "fail-in-apply");
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(node.get("/status").body()).contains("\"failing\":[{\"handler\":\"nim ender\""));
        }
        Files.delete(folder.resolve("bad.jar"));

        try (NodeProcess node = node().awaitReady()) {
            RunbookReasons.isTold(node, "nim_missing");

            assertThat(node.get("/healthz").body()).contains("1 leaf waits for nim ender, which no node runs");
        }
    }

    @Test
    void aJarThatIsOverwrittenHarmsNoNodeThatRunsAndIsReported() throws IOException {
        try (NodeProcess node = node().awaitReady()) {
            byte[] whole = Files.readAllBytes(folder.resolve("bad.jar"));
            Files.write(folder.resolve("bad.jar"), java.util.Arrays.copyOf(whole, whole.length / 2));

            post(node, "late");

            awaitSeen(node, "late");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(node.get("/status").body())
                            .contains("\"kind\":\"plugin_changed\"")
                            .contains("bad.jar: changed after the start"));
        }
        try (NodeProcess node = node()) {
            await().atMost(SOON).until(() -> node.linesWith("plug-in bad.jar: is not a readable jar") == 1);
        }
    }

    @Test
    void aJarThatIsPutIntoTheFolderOfARunningNodeOrTakenOutIsReported() throws IOException {
        try (NodeProcess node = node().awaitReady()) {
            jar().tree("acme.Later", "later").write(folder.resolve("later.jar"));
            Files.delete(folder.resolve("bad.jar"));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(node.get("/healthz").body())
                            .contains("later.jar: added after the start")
                            .contains("bad.jar: removed after the start"));
            assertThat(node.get("/healthz").body()).contains("\"trees\":[").doesNotContain("\"later\"");
        }
    }

    @Test
    void whatPluginsDoIsToldInTheWordsOfTheRunbook() throws IOException {
        jar().source(
                        "acme.Failing",
                        troubled("Failing", "Duration.ofSeconds(30)", "throw new IllegalStateException(\"no\");"))
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Failing")
                .source("acme.Stuck", troubled("Stuck", "Duration.ofMillis(200)", WAITING))
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Stuck")
                .source("acme.Slow", troubled("Slow", "Duration.ofMinutes(10)", WAITING))
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Slow")
                .write(folder.resolve("troubled.jar"));
        try (NodeProcess node = node().awaitReady()) {
            post(node, "failing", "1");
            RunbookReasons.isTold(node, "handler_failing");

            for (int number = 0; number < MOST_GIVEN_UP; number++) {
                post(node, "stuck", "" + number);
            }
            RunbookReasons.isTold(node, "handler_out_of_threads");

            for (int number = 0; number < MORE_THAN_IN_FLIGHT; number++) {
                post(node, "slow", "" + number);
            }
            RunbookReasons.isTold(node, "consumer_stalled");
        }
    }

    private static void post(NodeProcess node, String subject, String body) {
        await().atMost(SOON).until(() -> node.post("/river/" + subject, body).statusCode() == 201);
    }

    private static String troubled(String name, String limit, String body) {
        return """
                package acme;
                import com.nimsforest.node.domain.handler.RetryPolicy;
                import com.nimsforest.node.domain.river.RiverData;
                import com.nimsforest.node.domain.subject.*;
                import com.nimsforest.node.domain.tree.*;
                import java.time.Duration;
                import java.util.Set;
                public class %1$s implements Tree {
                    public Token name() { return Token.of("%2$s"); }
                    public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("river.%2$s")); }
                    public Duration timeLimit() { return %3$s; }
                    public RetryPolicy retryPolicy() {
                        return new RetryPolicy(30, Duration.ofSeconds(2), 1, Duration.ofSeconds(2));
                    }
                    public Harvest parse(RiverData data) { %4$s }
                }
                """.formatted(name, name.toLowerCase(Locale.ROOT), limit, body);
    }

    private NodeProcess node() {
        return NodeProcess.run(Map.of(
                "NATS_URL", server.url(),
                "NATS_MONITOR_URL", server.monitorUrl().toString(),
                "NODE_NAME", "bad-node",
                "NIMSFOREST_STATE_DIR", scratch.toString(),
                "NIMSFOREST_DEMO", "false",
                "NIMSFOREST_PLUGINS", folder.toString()));
    }

    /** The process may end before its answer is sent. */
    private static void postAndEnd(NodeProcess node, String word) {
        try {
            post(node, word);
        } catch (UncheckedIOException ended) {
            assertThat(ended).hasRootCauseInstanceOf(IOException.class);
        }
    }

    private static void post(NodeProcess node, String word) {
        await().atMost(SOON).until(() -> node.post("/river/test." + word, word).statusCode() == 201);
    }

    private static void awaitSeen(NodeProcess node, String word) {
        await("seen " + word + ": " + node.output()).atMost(SOON).until(() -> node.status("/soil/seen-" + word) == 200);
    }

    private static final String TREE = """
            package acme;
            import com.nimsforest.node.domain.handler.RetryPolicy;
            import com.nimsforest.node.domain.leaf.Leaf;
            import com.nimsforest.node.domain.payload.JsonPayload;
            import com.nimsforest.node.domain.river.RiverData;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.domain.tree.*;
            import java.time.Duration;
            import java.util.Set;
            public class Bad implements Tree {
                public Token name() { return Token.of("bad"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("river.test.>")); }
                public Duration timeLimit() { return Duration.ofSeconds(2); }
                public RetryPolicy retryPolicy() {
                    return new RetryPolicy(10, Duration.ofMillis(300), 1, Duration.ofMillis(300));
                }
                @SuppressWarnings("unchecked")
                static <E extends Throwable> void sneak(Throwable thrown) throws E { throw (E) thrown; }
                static int deeper(int n) { return deeper(n + 1) + 1; }
                public Harvest parse(RiverData data) {
                    String word = data.data().text();
                    switch (word) {
                        case "error": throw new AssertionError("told to");
                        case "unreadable":
                            throw new RuntimeException() { public String toString() { throw new AssertionError(); } };
                        case "stealth": Bad.<RuntimeException>sneak(new java.io.IOException("told to")); break;
                        case "stack": deeper(0); break;
                        case "oom": long[][] all = new long[1000][]; for (int i = 0; ; i++) all[i] = new long[1 << 28];
                        case "hang": for (long n = 0; ; n++) if (n == -1) break;
                        case "exit": System.exit(78); break;
                        case "halt": Runtime.getRuntime().halt(3); break;
                        case "interrupt": Thread.currentThread().interrupt(); break;
                        case "late": word = Late.word(); break;
                        default: break;
                    }
                    return Harvest.of(new Leaf(
                            Subject.of("test.seen"), JsonPayload.of("\\"" + word + "\\""), "bad", data.time()));
                }
            }
            """;
    private static final String NIM = """
            package acme;
            import com.nimsforest.node.domain.compost.CompostAction;
            import com.nimsforest.node.domain.leaf.Leaf;
            import com.nimsforest.node.domain.soil.EntityKey;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.ports.driving.*;
            import java.util.Set;
            public class Keeper implements Nim {
                public Token name() { return Token.of("keeper"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("test.seen")); }
                public void on(Leaf leaf, Forest forest) {
                    String word = leaf.data().text().replace("\\"", "");
                    forest.compost(CompostAction.UPDATE, EntityKey.of("seen-" + word), leaf.data());
                }
            }
            """;
    private static final String ENTITY_NIM = """
            package acme;
            import com.nimsforest.node.domain.leaf.Leaf;
            import com.nimsforest.node.domain.soil.EntityKey;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.ports.driving.*;
            import java.util.Optional;
            import java.util.Set;
            public class Ender implements EntityNim<Ender.Seen> {
                public record Seen(int times) {}
                public Token name() { return Token.of("ender"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("test.seen")); }
                public Class<Seen> stateType() { return Seen.class; }
                public EntityKey entity(Leaf leaf) {
                    endAt("halt-in-entity", 4, leaf);
                    return EntityKey.of("ender/" + leaf.data().text().replace("\\"", ""));
                }
                public Seen apply(Optional<Seen> now, Leaf leaf, EntityEffects effects) {
                    endAt("halt-in-apply", 5, leaf);
                    if (leaf.data().text().contains("fail-in-apply")) throw new IllegalStateException("told to");
                    return new Seen(now.map(Seen::times).orElse(0) + 1);
                }
                private static void endAt(String word, int code, Leaf leaf) {
                    if (leaf.data().text().contains(word)) Runtime.getRuntime().halt(code);
                }
            }
            """;
}
