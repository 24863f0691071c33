package com.nimsforest.node.bootstrap.command.look;

import com.nimsforest.node.bootstrap.command.FakeForestCommandLine;
import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.NodeHealthFacts;
import com.nimsforest.node.domain.health.NodeHealthRules;
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
import java.util.stream.Stream;

/** Forests of three machines, by the real rules. */
final class StatusSamples {
    static final Instant NOW = FakeForestCommandLine.NOW;

    private static final NatsServerFacts NONE = new NatsServerFacts(
            "",
            "2.15.3",
            Duration.ofMinutes(190),
            21_300_000,
            3_240_000,
            10_000_000_000L,
            2,
            List.of(),
            Optional.empty());

    private StatusSamples() {}

    static ForestStatus healthy() {
        return forest(List.of(), Optional.empty(), List.of(stream("RIVER", 3, false), stream("HUMUS", 3, false)));
    }

    /** The third machine is away; a consumer is stalled and dead letters lie about. */
    static ForestStatus degraded() {
        return forest(List.of("nats-3"), Optional.empty(), List.of(stream("RIVER", 2, true), stream("HUMUS", 2, true)));
    }

    static ForestStatus withCertificates(Instant end) {
        return forest(List.of(), Optional.of(end), List.of(stream("RIVER", 3, false)));
    }

    /** Two machines are away: nothing can be written. */
    static ForestStatus stopped() {
        return forest(
                List.of("nats-2", "nats-3"),
                Optional.empty(),
                List.of(new StreamFacts(
                        "RIVER",
                        3,
                        3,
                        1,
                        "",
                        12,
                        List.of(),
                        false,
                        List.of(HealthFinding.about("RIVER", ProblemKind.STREAM_UNAVAILABLE)
                                .with(HealthFact.ANSWER, "no server leads it")),
                        Duration.ZERO)));
    }

    private static ForestStatus forest(List<String> missing, Optional<Instant> certificate, List<StreamFacts> streams) {
        List<String> there = Stream.of("nats-1", "nats-2", "nats-3")
                .filter(name -> !missing.contains(name))
                .toList();
        boolean quorum = missing.size() < 2;
        ClusterFacts cluster = new ClusterFacts("forest", 3, there.subList(1, there.size()), missing, quorum);
        JetStreamFacts storage = JetStreamFacts.available(quorum ? "nats-2" : "", streams);
        boolean well = missing.isEmpty();
        NodePipelineFacts pipeline = new NodePipelineFacts(
                List.of(),
                List.of(),
                List.of(
                        new ConsumerFacts(
                                "RIVER", "trees-1764100000000", 5, 2, 1, Optional.of(NOW.minusSeconds(90)), !well, ""),
                        new ConsumerFacts("HUMUS", "soil-1764100000001", 0, 0, false)),
                well ? 0 : 4,
                List.of());
        HealthReport health = health("nats-1", cluster, storage, pipeline);
        List<MachineStatus> members = Stream.of("nats-1", "nats-2", "nats-3")
                .map(name -> member(name, there.contains(name), certificate))
                .toList();
        List<NodeStatusReport> nodes = there.stream()
                .map(name -> new NodeStatusReport(
                        health(name, cluster, storage, pipeline),
                        Optional.of(server(name, certificate)),
                        Optional.of(Duration.ofNanos(420_000))))
                .toList();
        return ForestStatus.of(
                new ForestStatusFacts(health, connection("nats-1"), cluster, storage, pipeline, members, nodes));
    }

    private static HealthReport health(
            String node, ClusterFacts cluster, JetStreamFacts storage, NodePipelineFacts pipeline) {
        return NodeHealthRules.report(new NodeHealthFacts(
                node, "0.1.0", NOW.minusSeconds(1), connection(node), storage, cluster, pipeline, List.of()));
    }

    private static ConnectionFacts connection(String node) {
        return new ConnectionFacts(
                ConnectionState.CONNECTED,
                "nats://localhost:4222",
                node,
                "2.15.3",
                NOW.minusSeconds(60),
                "connected",
                0,
                Optional.empty());
    }

    private static MachineStatus member(String name, boolean present, Optional<Instant> certificate) {
        return new MachineStatus(
                name,
                present,
                name.equals("nats-1"),
                name.equals("nats-2") && present,
                present ? Optional.of(server(name, certificate)) : Optional.empty(),
                present ? Optional.of(Duration.ofNanos(420_000)) : Optional.empty());
    }

    private static NatsServerFacts server(String name, Optional<Instant> certificate) {
        return new NatsServerFacts(
                name,
                NONE.version(),
                NONE.uptime(),
                NONE.memory(),
                NONE.stored(),
                NONE.storable(),
                NONE.routes(),
                List.of(),
                certificate);
    }

    private static StreamFacts stream(String name, int current, boolean degraded) {
        List<StreamReplicaFacts> peers = List.of(
                new StreamReplicaFacts("nats-1", true, false, 0),
                new StreamReplicaFacts("nats-2", true, false, 0),
                new StreamReplicaFacts("nats-3", !degraded, degraded, degraded ? 7 : 0));
        return new StreamFacts(name, 3, 3, current, "nats-2", 12, peers, true);
    }
}
