package com.nimsforest.node.adapters.http;

import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.NodePipelineFacts;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.health.StreamReplicaFacts;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.ForestStatusFacts;
import com.nimsforest.node.domain.status.MachineStatus;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.NodeStatusReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a node of a mesh of three knows of the forest. */
public final class SampleForestStatuses {
    public static final Instant EXPIRY = Instant.parse("2027-02-01T00:00:00Z");

    private static final JetStreamFacts STORAGE =
            JetStreamFacts.available("nats-2", List.of(stream("RIVER", "nats-1"), stream("HUMUS", "nats-2")));
    private static final FailingMessage FAILING = new FailingMessage(
            "nim aftersales",
            "LEAVES",
            12,
            "payment.completed",
            "java.lang.IllegalStateException: no price",
            3,
            10,
            SampleHealthReports.AT.minusSeconds(7),
            SampleHealthReports.AT.plusSeconds(4));
    private static final NodePipelineFacts PIPELINE = new NodePipelineFacts(
            List.of("payment-tree"),
            List.of("aftersales-nim"),
            List.of(new ConsumerFacts(
                    "RIVER", "trees", 5, 2, 1, Optional.of(SampleHealthReports.AT.minusSeconds(30)), false, "")),
            4,
            List.of());

    private SampleForestStatuses() {}

    public static ForestStatus healthy() {
        return status(
                SampleHealthReports.healthy(),
                SampleHealthReports.WHOLE,
                List.of(here("nats-1"), here("nats-2"), here("nats-3")));
    }

    /** One of three machines is away. */
    public static ForestStatus degraded() {
        ClusterFacts twoOfThree = new ClusterFacts("forest", 3, List.of("nats-2"), List.of("nats-3"), true);
        MachineStatus away = new MachineStatus("nats-3", false, false, false, Optional.empty(), Optional.empty());
        return status(SampleHealthReports.degraded(), twoOfThree, List.of(here("nats-1"), here("nats-2"), away));
    }

    public static ForestStatus disconnected() {
        return status(
                SampleHealthReports.disconnected(),
                SampleHealthReports.WHOLE,
                List.of(here("nats-1"), here("nats-2"), here("nats-3")));
    }

    /** The monitoring port does not answer. */
    public static ForestStatus withoutMonitoring() {
        ClusterFacts unseen = ClusterFacts.unseen("", 3, HealthFinding.of(ProblemKind.MONITOR_UNREADABLE));
        return status(SampleHealthReports.healthy(), unseen, List.of(here("nats-1")));
    }

    /** A replica of the river lags, and those of the humus differ. */
    public static ForestStatus laggingReplica() {
        ForestStatus healthy = healthy();
        List<StreamReplicaFacts> lagging = List.of(
                new StreamReplicaFacts("nats-1", true, false, 0),
                new StreamReplicaFacts("nats-2", true, false, 0),
                new StreamReplicaFacts("nats-3", false, false, 250));
        StreamFacts river = new StreamFacts("RIVER", 3, 3, 2, "nats-1", 12, lagging, true);
        return ForestStatus.of(new ForestStatusFacts(
                SampleHealthReports.diverged(),
                healthy.connection(),
                healthy.cluster(),
                JetStreamFacts.available("nats-2", List.of(river, stream("HUMUS", "nats-2"))),
                healthy.pipeline(),
                healthy.members(),
                healthy.nodes()));
    }

    private static ForestStatus status(HealthReport health, ClusterFacts cluster, List<MachineStatus> members) {
        List<NodeStatusReport> nodes = members.stream()
                .filter(MachineStatus::present)
                .map(member -> new NodeStatusReport(
                        SampleHealthReports.of(member.name(), health),
                        member.server(),
                        member.roundTrip(),
                        List.of(FAILING),
                        List.of()))
                .toList();
        boolean connected = health.component(HealthComponent.NATS).status() == HealthStatus.UP;
        ConnectionFacts connection = connected
                ? SampleHealthReports.connection(ConnectionState.CONNECTED, "connected")
                : SampleHealthReports.connection(ConnectionState.RECONNECTING, "the server went away");
        return ForestStatus.of(new ForestStatusFacts(health, connection, cluster, STORAGE, PIPELINE, members, nodes));
    }

    private static StreamFacts stream(String name, String leader) {
        List<StreamReplicaFacts> peers = List.of(
                new StreamReplicaFacts("nats-1", true, false, 0),
                new StreamReplicaFacts("nats-2", true, false, 0),
                new StreamReplicaFacts("nats-3", true, false, 0));
        return new StreamFacts(name, 3, 3, 3, leader, 12, peers, true, List.of(), Duration.ofMinutes(2));
    }

    private static MachineStatus here(String name) {
        NatsServerFacts server = new NatsServerFacts(
                name,
                "2.15.3",
                Duration.ofHours(3),
                20_000_000,
                3_000_000,
                10_000_000_000L,
                2,
                List.of(),
                Optional.of(EXPIRY));
        return new MachineStatus(
                name,
                true,
                name.equals("nats-1"),
                name.equals("nats-2"),
                Optional.of(server),
                Optional.of(Duration.ofNanos(512_000)));
    }
}
