package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.usecase.Decomposer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.ConsumerLimits;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands that look after the ground as a whole. */
@Timeout(120)
class AuditCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Token NIM = Token.of("owl");

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor();
    private static final ExecutorService WORKERS = Executors.newCachedThreadPool();
    private static NatsServer server;
    private static NatsAdapter forest;

    @BeforeAll
    static void start() {
        server = NatsServer.start();
        forest = NatsAdapter.create(
                NatsSettings.defaults(server.url()), Clock.systemUTC(), TIMER, WORKERS, NodeMetrics.none());
        forest.connect();
        forest.provision();
        await().atMost(PATIENCE).until(() -> forest.storage().probe().usable());
        new Decomposer(forest.humus(), forest.soil(), NodeMetrics.none()).start();
    }

    @AfterAll
    static void stop() {
        forest.close();
        server.close();
        TIMER.shutdownNow();
        WORKERS.shutdownNow();
    }

    @Test
    void auditProvesTheSoilFindsWhatWasChangedByHandAndRepairsIt() throws Exception {
        compost("it-audit-1", CompostAction.CREATE, "{\"amount\":1.10}");
        compost("it-audit-1", CompostAction.UPDATE, "{\"amount\":2.20}");
        CommandResult audit = type("audit");
        try (Connection stranger = Nats.connect(server.url())) {
            stranger.keyValue("SOIL").put("it-audit-1", "{\"amount\":9}".getBytes(StandardCharsets.UTF_8));
        }
        CommandResult changed = type("audit");
        CommandResult repaired = type("audit", "--repair", "-o", "json");
        CommandResult after = type("audit");

        assertThat(audit.out()).endsWith("no difference\n");
        assertThat(audit.exitCode()).isEqualTo(ProcessExitCodes.DONE);
        assertThat(audit.err()).isEmpty();
        assertThat(changed.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(changed.out().lines())
                .filteredOn(line -> line.startsWith("it-audit-1: expected {\"amount\":2.20} ("))
                .singleElement()
                .asString()
                .contains("found {\"amount\":9} (written by another client");
        assertThat(repaired.exitCode()).isEqualTo(ProcessExitCodes.DONE);
        assertThat(repaired.out().replaceAll("\\s", "")).contains("\"repaired\":1,", "\"found\":{\"amount\":9}");
        assertThat(after.exitCode()).isEqualTo(ProcessExitCodes.DONE);
        assertThat(type("soil", "get", "it-audit-1").out()).contains("2.20");
    }

    @Test
    void aValueOfTheSoilThatIsNotJsonIsTold() throws Exception {
        try (Connection stranger = Nats.connect(server.url())) {
            stranger.keyValue("SOIL").put("it-audit-text", "not JSON");
            CommandResult audit = type("audit");
            stranger.keyValue("SOIL").delete("it-audit-text");
            type("audit", "--repair");

            assertThat(audit.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
            assertThat(audit.out()).contains("values of the soil that are not JSON: 1, of it-audit-text");
        }
    }

    /** The removal says nothing of the leaves that were in the entity: its nim waits until the repair has written it again. */
    @Test
    void theRepairGivesARemovalByAnotherClientItsSource() throws Exception {
        try (Connection stranger = Nats.connect(server.url())) {
            stranger.keyValue("SOIL").put("it-audit-removed", "{}");
            stranger.keyValue("SOIL").delete("it-audit-removed");

            CommandResult repaired = type("audit", "--repair");

            assertThat(repaired.out().lines())
                    .filteredOn(line -> line.startsWith("it-audit-removed: expected nothing"))
                    .singleElement()
                    .asString()
                    .endsWith("repaired");
            assertThat(stranger.jetStreamManagement()
                            .getLastMessage("KV_SOIL", "$KV.SOIL.it-audit-removed")
                            .getHeaders()
                            .containsKey("Nimsforest-Source"))
                    .isTrue();
        }
        assertThat(type("audit", "--repair").out()).doesNotContain("it-audit-removed");
    }

    @Test
    void aNumberBeyondEveryRangeIsJsonAndIsCompared() throws Exception {
        compost("it-audit-number", CompostAction.CREATE, "{\"amount\":1e99999999999}");
        CommandResult audit = type("audit");
        try (Connection stranger = Nats.connect(server.url())) {
            stranger.keyValue("SOIL").put("it-audit-number", "{\"amount\":1e99999999998}");
        }
        CommandResult changed = type("audit", "-o", "json");
        CommandResult repaired = type("audit", "--repair");

        assertThat(audit.exitCode()).as(audit.err()).isEqualTo(ProcessExitCodes.DONE);
        assertThat(changed.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(changed.out()).contains("1e99999999998");
        assertThat(repaired.exitCode()).as(repaired.err()).isEqualTo(ProcessExitCodes.DONE);
    }

    @Test
    void driftOfAStreamIsShownAndAppliedAndNothingNarrowedUnlessForced() throws Exception {
        try (Connection stranger = Nats.connect(server.url())) {
            StreamConfiguration present =
                    stranger.jetStreamManagement().getStreamInfo("DEADLETTER").getConfiguration();
            stranger.jetStreamManagement()
                    .updateStream(StreamConfiguration.builder(present)
                            .maxAge(Duration.ofDays(60))
                            .duplicateWindow(Duration.ofMinutes(1))
                            .build());
        }

        CommandResult shown = type("streams", "diff");
        CommandResult widened = type("streams", "apply");
        CommandResult narrowed = type("streams", "apply", "--narrow");

        assertThat(shown.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(shown.out().lines())
                .containsExactlyInAnyOrder(
                        "DEADLETTER max_age: PT1440H -> PT720H; it would keep less: apply --narrow",
                        "DEADLETTER duplicate_window: PT1M -> PT10M");
        assertThat(widened.out().lines()).containsExactly("changed DEADLETTER duplicate_window: PT1M -> PT10M");
        assertThat(narrowed.out().lines()).containsExactly("changed DEADLETTER max_age: PT1440H -> PT720H");
        assertThat(type("streams", "diff").exitCode()).isEqualTo(ProcessExitCodes.DONE);
    }

    @Test
    void whatTheServersDoNotChangeInAStreamIsNamedByApply() throws Exception {
        try (Connection stranger = Nats.connect(server.url())) {
            StreamConfiguration present =
                    stranger.jetStreamManagement().getStreamInfo("ASIDE").getConfiguration();
            stranger.jetStreamManagement()
                    .updateStream(StreamConfiguration.builder(present)
                            .denyDelete(true)
                            .consumerLimits(ConsumerLimits.builder()
                                    .maxAckPending(2_000_000)
                                    .build())
                            .build());
        }

        CommandResult applied = type("streams", "apply");
        try (Connection stranger = Nats.connect(server.url())) {
            stranger.jetStreamManagement().deleteStream("ASIDE");
        }

        assertThat(applied.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(applied.out().lines())
                .containsExactly(
                        "changed ASIDE consumer_limits: {\"max_ack_pending\":2000000} -> not set",
                        "unchanged ASIDE deny_delete: true -> false; the servers do not change this in a stream that"
                                + " exists: docs/RUNBOOK.md#drift");
    }

    private static void compost(String entity, CompostAction action, String data) {
        MessageId id = new MessageId(java.util.UUID.randomUUID().toString());
        forest.humus()
                .add(
                        id,
                        NIM,
                        new Compost(EntityKey.of(entity), action, JsonPayload.of(data), NIM.value(), Instant.EPOCH))
                .toCompletableFuture()
                .join();
    }

    private static CommandResult type(String... arguments) {
        return CommandResult.type(server.url(), arguments);
    }
}
