package com.nimsforest.node.adapters.http;

import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.NodeHealthFacts;
import com.nimsforest.node.domain.health.NodeHealthRules;
import com.nimsforest.node.domain.health.NodePipelineFacts;
import com.nimsforest.node.domain.health.ReplicaDivergence;
import com.nimsforest.node.domain.health.StreamFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reports of nodes in a mesh of three, by the real rules. */
public final class SampleHealthReports {
    public static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    static final JetStreamFacts STORAGE = JetStreamFacts.available(
            "nats-2",
            List.of(
                    new StreamFacts("RIVER", 3, 3, 3, "nats-1", 12, List.of(), true),
                    new StreamFacts("HUMUS", 3, 3, 3, "nats-2", 345, List.of(), true)));
    static final ClusterFacts WHOLE = new ClusterFacts("forest", 3, List.of("nats-2", "nats-3"), List.of(), true);
    static final NodePipelineFacts PIPELINE = new NodePipelineFacts(
            List.of("payment-tree"),
            List.of("aftersales-nim"),
            List.of(new ConsumerFacts("RIVER", "trees", 5, 2, false)),
            4,
            List.of());

    private SampleHealthReports() {}

    public static HealthReport healthy() {
        return report(connection(ConnectionState.CONNECTED, "connected"), STORAGE, WHOLE);
    }

    /** One of three machines is away. */
    public static HealthReport degraded() {
        ClusterFacts twoOfThree = new ClusterFacts("forest", 3, List.of("nats-2"), List.of("nats-3"), true);
        return report(connection(ConnectionState.CONNECTED, "connected"), STORAGE, twoOfThree);
    }

    public static HealthReport singleNode() {
        ClusterFacts single = new ClusterFacts("", 1, List.of(), List.of(), true);
        return report(connection(ConnectionState.CONNECTED, "connected"), STORAGE, single);
    }

    public static HealthReport disconnected() {
        return report(connection(ConnectionState.RECONNECTING, "the server went away"), STORAGE, WHOLE);
    }

    public static HealthReport withoutStorage() {
        return report(
                connection(ConnectionState.CONNECTED, "connected"),
                JetStreamFacts.unavailable("it does not answer"),
                WHOLE);
    }

    /** The replicas of the humus differ. */
    public static HealthReport diverged() {
        ConnectionFacts connection = connection(ConnectionState.CONNECTED, "connected");
        List<ReplicaDivergence> humus = List.of(new ReplicaDivergence("HUMUS", AT, "nats-1 has 1 to 9, nats-2 1 to 7"));
        return NodeHealthRules.report(
                new NodeHealthFacts("nats-1", "0.1.0", AT, connection, STORAGE, WHOLE, PIPELINE, humus));
    }

    /** As {@link #healthy}, told by another node. */
    public static HealthReport of(String node, HealthReport report) {
        return HealthReport.ofFindings(node, report.version(), report.at(), report.findings());
    }

    private static HealthReport report(ConnectionFacts connection, JetStreamFacts storage, ClusterFacts cluster) {
        return NodeHealthRules.report(
                new NodeHealthFacts("nats-1", "0.1.0", AT, connection, storage, cluster, PIPELINE, List.of()));
    }

    static ConnectionFacts connection(ConnectionState state, String cause) {
        return new ConnectionFacts(
                state,
                "nats://localhost:4222",
                "nats-1",
                "2.15.3",
                AT.minusSeconds(60),
                cause,
                3,
                Optional.of(Duration.ofNanos(512_000)));
    }
}
