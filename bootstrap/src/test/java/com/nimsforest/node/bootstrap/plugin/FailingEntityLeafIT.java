package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A leaf that its entity nim fails on is listed until it has its effect or is a dead letter, and only where it is worked on. */
@Timeout(300)
class FailingEntityLeafIT extends PluginFolderSetup {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LISTED = Duration.ofSeconds(10);
    private static final String FAILING = "nimsforest_failing_messages{handler=\"nim count\"} ";
    private static final Pattern SINCE = Pattern.compile("\"attempts\":100,\"since\":\"([^\"]+)\"");
    private NatsServer server;
    private Path broken;

    @BeforeEach
    void start() throws IOException {
        server = NatsServer.start();
        broken = Files.createFile(scratch.resolve("broken"));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void isListedUntilItsNimCanApplyIt() throws IOException {
        plugin(100, Duration.ofSeconds(2));
        try (NodeProcess node = node("one").awaitReady()) {
            assertThat(node.get("/metrics").body()).contains(FAILING + "0.0");
            post(node, "a");

            awaitFailing(node, 1);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(node.get("/status").body())
                                    .containsPattern(
                                            "\"failing\":\\[\\{\"handler\":\"nim count\",\"stream\":\"LEAVES\",\"seq\":1,"
                                                    + "\"subject\":\"test.seen\",\"error\":\"java.lang.AssertionError: told to\","
                                                    + "\"attempt\":[234],\"attempts\":100,\"since\":\"")
                                    .contains("nim count fails on 1 message, since ")
                                    .contains("mend the plug-in")
                                    .contains(
                                            "the leaves of entity a wait: nim count failed: java.lang.AssertionError: told to"));
            Files.delete(broken);
            awaitFailing(node, 0);
            assertThat(node.get("/soil/a").body()).startsWith("{\"count\":1}");
            awaitNothingFails(node);
        }
    }

    @Test
    void isListedUntilItIsADeadLetter() throws IOException {
        plugin(3, Duration.ofSeconds(2));
        try (NodeProcess node = node("one").awaitReady()) {
            post(node, "a");

            awaitFailing(node, 1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(node.get("/metrics").body())
                            .contains("nimsforest_dead_letters_waiting 1.0")
                            .contains(FAILING + "0.0"));
            awaitNothingFails(node);
        }
    }

    @Test
    void isListedWhileItsNimDoesNotNameItsEntity() throws IOException {
        plugin(100, Duration.ofSeconds(2));
        try (NodeProcess node = node("one").awaitReady()) {
            post(node, "hangkey");

            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(100))
                    .untilAsserted(() -> assertThat(node.get("/status").body())
                            .contains("\"failing\":[{\"handler\":\"nim count\"")
                            .contains("no result within 2.0 s"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(node.get("/metrics").body())
                            .contains("nimsforest_dead_letters_waiting 1.0")
                            .contains(FAILING + "0.0"));
        }
    }

    @Test
    void isListedByItsPresentOwnerOnly() throws Exception {
        plugin(100, Duration.ofSeconds(40));
        try (NodeProcess one = node("one").awaitReady()) {
            post(one, "a");
            awaitFailing(one, 1);
            try (NodeProcess other = node("other").awaitReady();
                    Connection stranger = Nats.connect(server.url())) {
                await().atMost(SOON).pollInterval(Duration.ofSeconds(3)).until(() -> {
                    boolean isListed = other.get("/metrics").body().contains(FAILING + "1.0");
                    if (!isListed) {
                        unpin(stranger);
                        post(one, "good");
                    }
                    return isListed;
                });
                awaitFailing(one, 0);
                Files.delete(broken);
                await().atMost(SOON).until(() -> other.get("/metrics").body().contains(FAILING + "0.0"));
                assertThat(other.get("/soil/a").body()).startsWith("{\"count\":1}");
            }
        }
    }

    @Test
    void itsAttemptsAreCountedOnWhenItsNodeOwnsTheLeavesAgain() throws Exception {
        plugin(100, Duration.ofSeconds(40));
        try (NodeProcess node = node("one").awaitReady();
                Connection stranger = Nats.connect(server.url())) {
            post(node, "a");
            awaitFailing(node, 1);
            String since = since(node);

            unpin(stranger);
            post(node, "good");

            await().atMost(LISTED)
                    .untilAsserted(
                            () -> assertThat(node.get("/status").body()).contains("\"attempt\":2,\"attempts\":100"));
            assertThat(since(node)).isEqualTo(since);
        }
    }

    private static String since(NodeProcess node) {
        AtomicReference<String> since = new AtomicReference<>("");
        await().atMost(LISTED).until(() -> {
            Matcher failing = SINCE.matcher(node.get("/status").body());
            boolean isListed = failing.find();
            since.set(isListed ? failing.group(1) : "");
            return isListed;
        });
        return since.get();
    }

    @Test
    void isListedAgainSoonAfterItsNodeWasStopped() throws IOException {
        isListedAgainAfter(NodeProcess::terminate);
    }

    @Test
    void isListedAgainSoonAfterItsNodeWasKilled() throws IOException {
        isListedAgainAfter(NodeProcess::kill);
    }

    private void isListedAgainAfter(Consumer<NodeProcess> end) throws IOException {
        plugin(100, Duration.ofSeconds(40));
        try (NodeProcess node = node("one").awaitReady()) {
            post(node, "a");
            awaitFailing(node, 1);
            end.accept(node);
            node.awaitExit();
        }
        try (NodeProcess node = node("one").awaitReady()) {
            long ready = System.nanoTime();
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> node.get("/metrics").body().contains(FAILING + "1.0"));
            Duration gap = Duration.ofNanos(System.nanoTime() - ready);
            System.out.println("listed again " + gap.toMillis() + " ms after the node was ready");
            assertThat(gap).isLessThan(LISTED);
        }
    }

    private void awaitFailing(NodeProcess node, int many) {
        await(node.output())
                .atMost(LISTED)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(node.get("/metrics").body()).contains(FAILING + many + ".0"));
    }

    private static void awaitNothingFails(NodeProcess node) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(node.get("/status").body())
                        .contains("\"failing\":[]")
                        .doesNotContain("handler_failing")
                        .doesNotContain("entity_waiting"));
    }

    private static void post(NodeProcess node, String word) {
        await().atMost(SOON).until(() -> node.post("/river/test.seen", word).statusCode() == 201);
    }

    /** Has the servers choose an owner anew with the next leaf. */
    private static void unpin(Connection stranger) throws Exception {
        String consumer = stranger.jetStreamManagement().getConsumerNames("LEAVES").stream()
                .filter(name -> name.startsWith("entity-count"))
                .findFirst()
                .orElseThrow();
        Message answer = stranger.request(
                "$JS.API.CONSUMER.UNPIN.LEAVES." + consumer,
                "{\"group\":\"owner\"}".getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(2));
        assertThat(new String(answer.getData(), StandardCharsets.UTF_8)).doesNotContain("error");
    }

    private NodeProcess node(String name) throws IOException {
        return NodeProcess.run(Map.of(
                "NATS_URL", server.url(),
                "NATS_MONITOR_URL", server.monitorUrl().toString(),
                "NODE_NAME", name,
                "NIMSFOREST_STATE_DIR", scratch.toString(),
                "NIMSFOREST_DEMO", "false",
                "NIMSFOREST_PLUGINS", folder.toString()));
    }

    /** A nim that fails as long as the file is there. */
    private void plugin(int attempts, Duration delay) throws IOException {
        jar().source("acme.Words", TREE)
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Words")
                .source("acme.Count", NIM.formatted(attempts, delay.toSeconds(), broken))
                .service(PluginJarBuilder.ENTITY_NIM_SERVICE, "acme.Count")
                .write(folder.resolve("count.jar"));
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
                    return Harvest.of(new Leaf(Subject.of("test.seen"),
                            JsonPayload.of("\\"" + data.data().text() + "\\""), "words", data.time()));
                }
            }
            """;
    private static final String NIM = """
            package acme;
            import com.nimsforest.node.domain.handler.RetryPolicy;
            import com.nimsforest.node.domain.leaf.Leaf;
            import com.nimsforest.node.domain.soil.EntityKey;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.ports.driving.*;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.*;
            public class Count implements EntityNim<Count.State> {
                public record State(long count) {}
                public Token name() { return Token.of("count"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("test.seen")); }
                public Class<State> stateType() { return State.class; }
                public Duration timeLimit() { return Duration.ofSeconds(2); }
                public RetryPolicy retryPolicy() {
                    return new RetryPolicy(%d, Duration.ofSeconds(%d), 1, Duration.ofSeconds(90));
                }
                public EntityKey entity(Leaf leaf) {
                    String word = leaf.data().text().replace("\\"", "");
                    while (word.equals("hangkey")) {
                        Thread.onSpinWait();
                    }
                    return EntityKey.of(word);
                }
                public State apply(Optional<State> now, Leaf leaf, EntityEffects effects) {
                    if (!leaf.data().text().contains("good") && Files.exists(Path.of("%s"))) {
                        throw new AssertionError("told to");
                    }
                    return new State(now.map(State::count).orElse(0L) + 1);
                }
            }
            """;
}
