package com.nimsforest.node.adapters.nats.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.DelayPipeline;
import com.nimsforest.node.adapters.nats.fixture.NatsCommandLine;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.entity.DelayedLeaf;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.ports.driven.Subscription;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What entity nims drop later, beside a real server: it comes at its time, and once. */
@Timeout(300)
class DelayedLeafIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> STREAMS = List.of("LEAVES", "HUMUS", "KV_SOIL", "KV_NIMSFOREST");
    private static final String ONCE = "{\"ids\":[\"a\"]}";

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final List<DelayPipeline> nodes = new ArrayList<>();
    private NatsServer server = NatsServer.start();

    @AfterEach
    void stop() {
        nodes.forEach(DelayPipeline::close);
        timer.shutdownNow();
        server.close();
    }

    private DelayPipeline start() {
        nodes.add(new DelayPipeline(server, timer));
        return nodes.get(nodes.size() - 1);
    }

    private static void awaitPlanned(DelayPipeline node, String entity) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(node.state("planner", entity)
                                .flatMap(SoilEntry::provenance)
                                .map(made -> made.delayed().leaves())
                                .orElse(List.of()))
                        .extracting(DelayedLeaf::id)
                        .contains("a"));
    }

    private static void awaitCame(DelayPipeline node, String entity, String wanted) {
        await().atMost(SOON).untilAsserted(() -> assertThat(node.came(entity)).isEqualTo(wanted));
    }

    /** A later leaf of the same entity, which comes after all that came before it. */
    private static void assertNothingElseCame(DelayPipeline node, String entity, String wanted) {
        node.plan(entity, "end", Duration.ofMillis(1));
        awaitCame(node, entity, wanted.replace("]", ",\"end\"]"));
    }

    @Test
    void comesAtItsTimeUnlessItIsCancelled() {
        DelayPipeline node = start();
        node.announce();
        node.plan("one", "b", Duration.ofSeconds(4));
        node.plan("one", "gone", Duration.ofSeconds(3));
        node.plan("one", "a", Duration.ofSeconds(2));
        node.plan("one", "gone", Duration.ZERO);
        node.plan("one", "gone", Duration.ZERO);

        awaitCame(node, "one", "{\"ids\":[\"a\",\"b\"]}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(node.state("planner", "one"))
                        .get()
                        .extracting(entry -> entry.value().text())
                        .asString()
                        .endsWith("\"gone cancelled\",\"gone not there\"]}"));
        assertNothingElseCame(node, "one", "{\"ids\":[\"a\",\"b\"]}");
    }

    @Test
    void comesOnceWhenItsOwnerIsKilledBefore() {
        DelayPipeline owner = start();
        DelayPipeline other = start();
        other.announce();
        Instant due = Instant.now().plusSeconds(6);
        owner.plan("one", "a", Duration.ofSeconds(6));
        awaitPlanned(other, "one");

        owner.kill();
        nodes.remove(owner);

        awaitCame(other, "one", ONCE);
        assertThat(Duration.between(due, Instant.now())).isBetween(Duration.ZERO, Duration.ofSeconds(45));
        assertNothingElseCame(other, "one", ONCE);
    }

    @Test
    void comesOnceWhenItsNodesEndBetweenTheSteps() throws Exception {
        DelayPipeline first = start();
        first.plan("one", "a", Duration.ofSeconds(1));
        await().atMost(SOON).ignoreExceptions().until(() -> namesItsLeaf("planner.update.planner/one"));
        first.kill();
        nodes.remove(first);
        DelayPipeline second = start();
        second.announce();
        awaitCame(second, "one", ONCE);

        sendAgainUnderNoId("plan.due");

        assertNothingElseCame(second, "one", ONCE);
    }

    /** Whether the entity's last change is the one that drops what was due. */
    private boolean namesItsLeaf(String subject) throws Exception {
        try (Connection stranger = nodes.get(0).node.stranger()) {
            MessageInfo last = stranger.jetStreamManagement().getLastMessage("HUMUS", "humus." + subject);
            return new String(last.getData(), StandardCharsets.UTF_8).contains("\"plan.due\"");
        }
    }

    /** As if the servers had forgotten the ids, and a node that announces had been killed before it said so. */
    private void sendAgainUnderNoId(String subject) throws Exception {
        try (Connection stranger = nodes.get(0).node.stranger()) {
            MessageInfo leaf = stranger.jetStreamManagement().getLastMessage("LEAVES", subject);
            Headers headers = new Headers();
            leaf.getHeaders().forEach((name, values) -> {
                if (!name.equals("Nats-Msg-Id")) {
                    headers.put(name, values);
                }
            });
            stranger.jetStream().publish(leaf.getSubject(), headers, leaf.getData());
        }
    }

    @Test
    void comesOnceWhenTheHumusHoldsNothingAnyMore() throws Exception {
        DelayPipeline node = start();
        node.announce();
        node.plan("one", "a", Duration.ofSeconds(6));
        awaitPlanned(node, "one");

        letHumusAge(node);

        awaitCame(node, "one", ONCE);
        assertNothingElseCame(node, "one", ONCE);
    }

    private static void letHumusAge(DelayPipeline node) throws Exception {
        try (Connection stranger = node.node.stranger()) {
            JetStreamManagement streams = stranger.jetStreamManagement();
            StreamConfiguration before = streams.getStreamInfo("HUMUS").getConfiguration();
            Duration age = Duration.ofMillis(100);
            streams.updateStream(StreamConfiguration.builder(before)
                    .maxAge(age)
                    .duplicateWindow(age)
                    .build());
            await().atMost(SOON)
                    .until(() -> streams.getStreamInfo("HUMUS").getStreamState().getMsgCount() == 0);
            streams.updateStream(before);
        }
    }

    @Test
    void comesOnceWhenItWasRestored(@TempDir Path folder) throws Exception {
        DelayPipeline before = start();
        before.announce();
        before.plan("one", "a", Duration.ofSeconds(10));
        awaitPlanned(before, "one");
        before.close();
        nodes.remove(before);
        new NatsCommandLine(server).run(folder, "account", "backup", "--force", "backup");
        server.close();
        server = NatsServer.start();
        STREAMS.forEach(stream -> new NatsCommandLine(server)
                .run(folder.resolve("backup"), "stream", "restore", "--no-progress", stream));

        DelayPipeline after = start();
        after.announce();
        start();

        awaitCame(after, "one", ONCE);
        assertNothingElseCame(after, "one", ONCE);
    }

    @Test
    void comesWhenNoNodeRanAtItsTime() {
        DelayPipeline before = start();
        before.plan("one", "a", Duration.ofSeconds(3));
        Instant due = Instant.now().plusSeconds(3);
        awaitPlanned(before, "one");
        before.kill();
        nodes.remove(before);
        await().atMost(SOON).until(() -> Instant.now().isAfter(due));

        DelayPipeline after = start();
        try (Subscription announcing = after.announce()) {
            awaitCame(after, "one", ONCE);
        }
    }
}
