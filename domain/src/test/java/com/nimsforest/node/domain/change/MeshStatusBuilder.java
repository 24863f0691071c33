package com.nimsforest.node.domain.change;

import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.NodePipelineFacts;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.ForestStatusFacts;
import com.nimsforest.node.domain.status.MachineStatus;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.NodeStatusReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What was seen of a mesh of three. */
final class MeshStatusBuilder {
    /** Whose node cannot ask the others, so that those that do not answer are not missed. */
    private static final ConnectionFacts CONNECTION = new ConnectionFacts(
            ConnectionState.RECONNECTING,
            "nats://localhost:4222",
            "nats-1",
            "2.15.3",
            Instant.EPOCH,
            "",
            0,
            Optional.empty());

    final List<MachineStatus> members = new ArrayList<>(Stream.of("nats-1", "nats-2", "nats-3")
            .map(name -> member(name, true, Duration.ofHours(1)))
            .toList());
    final List<NodeStatusReport> nodes = new ArrayList<>(List.of(node("nats-1"), node("nats-2")));
    final List<StreamFacts> streams =
            new ArrayList<>(List.of(stream("RIVER", 3, 3, "nats-1"), stream("HUMUS", 3, 3, "nats-1")));
    final List<ConsumerFacts> consumers = new ArrayList<>(List.of(new ConsumerFacts("RIVER", "trees", 0, 0, false)));
    String metaLeader = "nats-1";
    boolean quorum = true;
    boolean available = true;
    long deadLetters = 2;

    ForestStatus status(Instant at) {
        return ForestStatus.of(new ForestStatusFacts(
                HealthReport.ofFindings("nats-1", "0.1.0", at, List.of()),
                CONNECTION,
                new ClusterFacts("forest", 3, List.of("nats-2", "nats-3"), List.of(), quorum),
                new JetStreamFacts(
                        available,
                        Optional.of(HealthFinding.of(ProblemKind.JETSTREAM_UNAVAILABLE))
                                .filter(gone -> !available),
                        metaLeader,
                        streams),
                new NodePipelineFacts(List.of(), List.of(), consumers, deadLetters, List.of()),
                members,
                nodes));
    }

    static MachineStatus member(String name, boolean present, Duration uptime) {
        return present
                ? member(name, "2.15.3", uptime)
                : new MachineStatus(name, false, false, false, Optional.empty(), Optional.empty());
    }

    static MachineStatus member(String name, String version, Duration uptime) {
        NatsServerFacts server = new NatsServerFacts(name, version, uptime, 1, 1, 1, 2, List.of(), Optional.empty());
        return new MachineStatus(name, true, false, false, Optional.of(server), Optional.empty());
    }

    static StreamFacts stream(String name, int replicas, int current, String leader) {
        return new StreamFacts(name, replicas, 3, current, leader, 12, List.of(), true);
    }

    static NodeStatusReport node(String name, HealthFinding... findings) {
        return new NodeStatusReport(
                HealthReport.ofFindings(name, "0.1.0", Instant.EPOCH, List.of(findings)),
                Optional.empty(),
                Optional.empty());
    }
}
