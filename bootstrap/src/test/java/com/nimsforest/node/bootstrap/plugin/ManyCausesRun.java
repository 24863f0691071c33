package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Five things are wrong at once on a mesh of three: a tree that throws an error, a nim that never returns, messages to a subject
 * that nobody knows, a server that allows ten messages a request, and one that forbids a node to acknowledge. Payments go
 * through among them, and each cause is named. It measures, so it runs when asked for and not with all the others: see
 * {@code docs/RELIABILITY.md}.
 */
@Timeout(600)
class ManyCausesRun extends PluginFolderSetup {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** More than a quick run takes, when asked for. */
    private static final int UNKNOWN = Integer.getInteger("causes.unknown", 3_000);

    private static final int PAYMENTS = Integer.getInteger("causes.payments", 100);
    /** At p99. The machine that runs all tests may be busy; the promise is 2 s. */
    private static final Duration WORKED = Duration.ofMillis(Long.getLong("causes.limit", 20_000));

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int FORBIDDEN = 2;
    private static final Set<String> CAUSES = Set.of(
            "handler_failing",
            "handler_not_returning",
            "unknown_subjects",
            "consumer_batch_limited",
            "subject_forbidden");

    private NatsMesh mesh;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void start() throws IOException {
        jar().source("acme.Throwing", TREE)
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Throwing")
                .source("acme.Hanging", NIM)
                .service(PluginJarBuilder.NIM_SERVICE, "acme.Hanging")
                .write(folder.resolve("causes.jar"));
        mesh = NatsMesh.start((machine, server) -> {
            server.jetStreamOptions("limits { max_request_batch: 10 }");
            if (machine == FORBIDDEN) {
                server.line("authorization { users: [ { user: node, password: node,"
                        + " permissions: { publish: { deny: [\"$JS.ACK.>\"] } } } ] }");
                server.line("no_auth_user: node");
            }
        });
        for (int machine = 0; machine < 3; machine++) {
            nodes.add(node(machine, Files.createDirectory(scratch.resolve("state-" + machine))));
        }
        nodes.forEach(NodeProcess::awaitReady);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        nodes.forEach(NodeProcess::close);
        mesh.close();
    }

    @Test
    void fiveCausesHoldUpNoPaymentAndAreNamed() throws Exception {
        post(nodes.get(0), "river.causes.throw", "1");
        post(nodes.get(0), "river.causes.hang", "2");
        CompletableFuture<Void> unknown = CompletableFuture.runAsync(this::publishUnknown, threads);

        List<Duration> times = payments();
        unknown.join();
        Duration p99 = times.get((int) Math.ceil(times.size() * 0.99) - 1);
        System.out.println("payments=" + times.size() + " p50="
                + times.get(times.size() / 2).toMillis() + " ms p99=" + p99.toMillis() + " ms max="
                + times.get(times.size() - 1).toMillis() + " ms");

        assertThat(p99).isLessThan(WORKED);
        nodes.forEach(node -> await("each cause is named once")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(kinds(node)).isEqualTo(new TreeSet<>(CAUSES))));
        assertThat(nodes).allSatisfy(node -> assertThat(node.status("/readyz")).isEqualTo(200));
    }

    private static Set<String> kinds(NodeProcess node) {
        Set<String> kinds = new TreeSet<>();
        JsonNode problems = JSON.readTree(node.get("/status").body()).path("problems");
        problems.forEach(problem -> kinds.add(problem.path("kind").asString()));
        return kinds;
    }

    private NodeProcess node(int machine, Path state) {
        NatsServer server = mesh.server(machine);
        Map<String, String> settings = new HashMap<>(Map.of(
                "NODE_NAME", "node-" + (machine + 1),
                "NATS_URL", server.url(),
                "NATS_MONITOR_URL", server.monitorUrl().toString(),
                "CLUSTER_PEERS", String.join(",", mesh.peersOf(machine)),
                "NIMSFOREST_STATE_DIR", state.toString(),
                "NIMSFOREST_PLUGINS", folder.toString()));
        return NodeProcess.run(settings);
    }

    private static void post(NodeProcess node, String subject, String body) {
        await().atMost(SOON)
                .until(() -> node.post("/river/" + subject.substring(6), body).statusCode() == 201);
    }

    /** As another client does, past the door. */
    private void publishUnknown() {
        try (Connection stranger = Nats.connect(mesh.server(0).url())) {
            JetStream river = stranger.jetStream();
            Deque<CompletableFuture<PublishAck>> underWay = new ArrayDeque<>();
            for (int number = 0; number < UNKNOWN; number++) {
                underWay.add(river.publishAsync("river.nobody.knows", ("" + number).getBytes()));
                if (underWay.size() >= 500) {
                    underWay.remove().join();
                }
            }
            underWay.forEach(CompletableFuture::join);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long each took from its 201 to its task, in order. */
    private List<Duration> payments() {
        List<CompletableFuture<Duration>> all = new ArrayList<>();
        for (int number = 0; number < PAYMENTS; number++) {
            String id = "evt_" + number;
            NodeProcess node = nodes.get(number % 3);
            all.add(CompletableFuture.supplyAsync(() -> payment(node, id), threads));
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return all.stream().map(CompletableFuture::join).sorted().toList();
    }

    private static Duration payment(NodeProcess node, String id) {
        post(
                node,
                "river.stripe.webhook",
                "{\"id\":\"" + id + "\",\"type\":\"charge.succeeded\",\"data\":{\"object\":{\"customer\":\"c" + id
                        + "\",\"amount\":5000,\"currency\":\"usd\"}}}");
        long stored = System.nanoTime();
        try {
            await(id)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(SOON)
                    .until(() -> node.status("/soil/task-c" + id + "-" + id) == 200);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(id + " has no task: " + node.get("/status").body(), late);
        }
        return Duration.ofNanos(System.nanoTime() - stored);
    }

    private static final String TREE = """
            package acme;
            import com.nimsforest.node.domain.handler.RetryPolicy;
            import com.nimsforest.node.domain.leaf.Leaf;
            import com.nimsforest.node.domain.payload.JsonPayload;
            import com.nimsforest.node.domain.river.RiverData;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.domain.tree.*;
            import java.util.Set;
            public class Throwing implements Tree {
                public Token name() { return Token.of("throwing"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("river.causes.>")); }
                public Harvest parse(RiverData data) {
                    if (data.data().text().equals("1")) {
                        throw new AssertionError("no such price");
                    }
                    return Harvest.of(new Leaf(Subject.of("causes.hang"), JsonPayload.of("1"), "throwing", data.time()));
                }
            }
            """;
    private static final String NIM = """
            package acme;
            import com.nimsforest.node.domain.leaf.Leaf;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.ports.driving.*;
            import java.time.Duration;
            import java.util.Set;
            public class Hanging implements Nim {
                public Token name() { return Token.of("hanging"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("causes.hang")); }
                public Duration timeLimit() { return Duration.ofSeconds(3); }
                public void on(Leaf leaf, Forest forest) {
                    for (long n = 0; ; n++) {
                        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                    }
                }
            }
            """;
}
