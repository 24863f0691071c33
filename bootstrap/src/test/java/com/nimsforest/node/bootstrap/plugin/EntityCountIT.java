package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.GoProgram;
import com.nimsforest.node.bootstrap.NodeProcess;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The counter of {@code docs/PLUGINS.md} in nodes of their own beside real servers. Larger runs: {@code -Dcount.events=10000
 * -Dcount.repositories=100 -Dcount.nodes=3}.
 */
@Timeout(900)
class EntityCountIT extends PluginFolderSetup {
    private static final int EVENTS = Integer.getInteger("count.events", 400);
    private static final int REPOSITORIES = Integer.getInteger("count.repositories", 8);
    private static final int NODES = Integer.getInteger("count.nodes", 1);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern LAST_EVENT = Pattern.compile("\"last\":\"(\\d+)\"");

    private final List<NodeProcess> nodes = new ArrayList<>();
    private NatsMesh mesh;
    private NatsServer alone;

    @AfterEach
    void stop() {
        nodes.forEach(NodeProcess::close);
        if (mesh != null) {
            mesh.close();
        }
        if (alone != null) {
            alone.close();
        }
    }

    private void startNodes() throws IOException, InterruptedException {
        GuidePlugin.build(Files.createDirectory(scratch.resolve("project")), folder.resolve("github.jar"));
        if (NODES == 1) {
            alone = NatsServer.start();
            start(alone, "");
        } else {
            mesh = NatsMesh.start();
            for (int machine = 0; machine < NODES; machine++) {
                start(mesh.server(machine), String.join(",", mesh.peersOf(machine)));
            }
        }
        nodes.forEach(NodeProcess::awaitReady);
    }

    private void start(NatsServer server, String peers) throws IOException {
        Path state = Files.createDirectory(scratch.resolve("state-" + nodes.size()));
        nodes.add(NodeProcess.run(Map.of(
                "NATS_URL", server.url(),
                "NATS_MONITOR_URL", server.monitorUrl().toString(),
                "CLUSTER_PEERS", peers,
                "NODE_NAME", "node-" + nodes.size(),
                "NIMSFOREST_STATE_DIR", state.toString(),
                "NIMSFOREST_DEMO", "false",
                "NIMSFOREST_PLUGINS", folder.toString())));
    }

    private Connection stranger() throws IOException, InterruptedException {
        return Nats.connect(server(0).url());
    }

    private NatsServer server(int machine) {
        return alone == null ? mesh.server(machine) : alone;
    }

    @Test
    void countsEachEventOnceAndInOrderThroughCopiesPurgesAndAgeing() throws Exception {
        startNodes();
        EventSenders senders = new EventSenders(nodes, REPOSITORIES);

        long begin = System.nanoTime();
        senders.sendOthers();
        senders.send(0, EVENTS / 2);
        awaitStates(senders, EVENTS / 2);
        System.out.println("counted " + EVENTS / 2 + " in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        assertOrder();
        sendCopies();
        dropAllButTheLastOfHumus();
        senders.send(EVENTS / 2, EVENTS * 3 / 4);
        awaitStates(senders, EVENTS * 3 / 4);
        letHumusAge();
        senders.send(EVENTS * 3 / 4, EVENTS);
        awaitStates(senders, EVENTS);

        assertOrder();
        assertThat(nodes.get(0).get("/metrics").body()).contains("nimsforest_dead_letters_waiting 0.0");
    }

    @Test
    void countsBesideADecomposerThatIsWrittenInGo() throws Exception {
        Path program = GoProgram.build("decomposer", scratch);
        startNodes();
        EventSenders senders = new EventSenders(nodes, REPOSITORIES);

        try (GoProgram go = GoProgram.start(program, server(0).url())) {
            await().atMost(SOON).until(() -> go.output().contains("decomposing"));
            senders.send(0, EVENTS / 2);
            awaitStates(senders, EVENTS / 2);
            await().atMost(SOON).until(this::isAllDecomposedByGo);
            awaitStates(senders, EVENTS / 2);

            assertThat(go.isRunning()).as(go.output()).isTrue();
        }
        assertOrder();
    }

    private boolean isAllDecomposedByGo() throws Exception {
        try (Connection stranger = stranger()) {
            var streams = stranger.jetStreamManagement();
            var decomposer = streams.getConsumerInfo("HUMUS", "decomposer");
            return decomposer.getNumPending() == 0
                    && decomposer.getAckFloor().getStreamSequence()
                            == streams.getStreamInfo("HUMUS").getStreamState().getLastSequence();
        }
    }

    private void awaitStates(EventSenders senders, int events) {
        Duration bound = SOON.plusMillis(events * 20L);
        for (int repository = 0; repository < REPOSITORIES; repository++) {
            String path = "/soil/" + senders.entity(repository);
            String wanted = senders.state(repository, events);
            await(path)
                    .atMost(bound)
                    .untilAsserted(
                            () -> assertThat(nodes.get(0).get(path).body()).isEqualToIgnoringNewLines(wanted));
        }
    }

    /** Each change of a repository is one of the next of its events. */
    private void assertOrder() throws Exception {
        Map<String, Integer> lastOf = new HashMap<>();
        int wrong = 0;
        try (Connection stranger = stranger()) {
            var state = stranger.jetStreamManagement().getStreamInfo("HUMUS").getStreamState();
            for (long place = state.getFirstSequence(); place <= state.getLastSequence(); place++) {
                MessageInfo message = stranger.jetStreamManagement().getMessage("HUMUS", place);
                if (!message.getSubject().startsWith("humus.repository-nim.")) {
                    continue;
                }
                Matcher event = LAST_EVENT.matcher(new String(message.getData(), StandardCharsets.UTF_8));
                assertThat(event.find()).isTrue();
                int number = new BigInteger(event.group(1)).intValueExact();
                Integer before = lastOf.put(message.getSubject(), number);
                wrong += before != null && number != before + REPOSITORIES ? 1 : 0;
            }
        }
        assertThat(wrong).as("changes out of order").isZero();
    }

    /** Each leaf again as it was kept, when the servers no longer know its id. */
    private void sendCopies() throws Exception {
        try (Connection stranger = stranger()) {
            var state = stranger.jetStreamManagement().getStreamInfo("LEAVES").getStreamState();
            long end = state.getLastSequence();
            for (long place = Math.max(state.getFirstSequence(), end - 500); place <= end; place++) {
                MessageInfo leaf = stranger.jetStreamManagement().getMessage("LEAVES", place);
                Headers headers = new Headers();
                leaf.getHeaders().forEach((name, values) -> {
                    if (!name.equals("Nats-Msg-Id")) {
                        headers.put(name, values);
                    }
                });
                stranger.jetStream().publish(leaf.getSubject(), headers, leaf.getData());
            }
        }
    }

    /** What is there goes for its age, and what comes stays for a minute. */
    private void letHumusAge() throws Exception {
        try (Connection stranger = stranger()) {
            var streams = stranger.jetStreamManagement();
            for (Duration age : List.of(Duration.ofSeconds(1), Duration.ofMinutes(1))) {
                streams.updateStream(StreamConfiguration.builder(
                                streams.getStreamInfo("HUMUS").getConfiguration())
                        .maxAge(age)
                        .duplicateWindow(age)
                        .build());
                await().atMost(SOON).until(() -> {
                    long messages =
                            streams.getStreamInfo("HUMUS").getStreamState().getMsgCount();
                    return messages == 0;
                });
            }
        }
    }

    /** By its bounds, for a purge is denied. */
    private void dropAllButTheLastOfHumus() throws Exception {
        try (Connection stranger = stranger()) {
            JetStreamManagement streams = stranger.jetStreamManagement();
            StreamConfiguration before = streams.getStreamInfo("HUMUS").getConfiguration();
            streams.updateStream(
                    StreamConfiguration.builder(before).maxMessages(1).build());
            await().atMost(SOON)
                    .until(() -> streams.getStreamInfo("HUMUS").getStreamState().getMsgCount() <= 1);
            streams.updateStream(before);
        }
    }
}
