package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.NodePipelineFacts;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.ReplicaDivergence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole forest as one node sees it.
 *
 * @param health how the node is that tells this
 * @param connection that node's connection to its server
 * @param members the machines, those that are missing among them, by name
 * @param nodes every node that answered, the one that tells this among them, by name
 */
public record ForestStatus(
        HealthReport health,
        ConnectionFacts connection,
        ClusterFacts cluster,
        JetStreamFacts storage,
        NodePipelineFacts pipeline,
        List<MachineStatus> members,
        List<NodeStatusReport> nodes) {
    public ForestStatus {
        requireNonNull(health, "health");
        requireNonNull(connection, "connection");
        requireNonNull(cluster, "cluster");
        requireNonNull(storage, "storage");
        requireNonNull(pipeline, "pipeline");
        members = List.copyOf(members);
        nodes = List.copyOf(nodes);
    }

    /** The worst of this node, the others that answered, and a machine or a node that is missing. */
    public HealthStatus status() {
        HealthStatus nodesStatus =
                nodes.stream().map(node -> node.health().status()).reduce(health.status(), HealthStatus::worst);
        boolean all = members.stream().allMatch(MachineStatus::present)
                && SilentNodeCheck.finding(this).isEmpty();
        return all ? nodesStatus : nodesStatus.worst(HealthStatus.DEGRADED);
    }

    /** All that is not UP, each once, the worst first. */
    public List<ForestStatusProblem> problems() {
        return ForestStatusProblem.of(this);
    }

    /** The messages that failed on some node and will be tried again, the oldest first. */
    public List<ReportedFailingMessage> failing() {
        return ReportedFailingMessage.of(nodes);
    }

    /** One line, such as {@code connected to nats-1, 3 of 3 machines, R3}. */
    public String summary() {
        return ForestStatusSummary.of(this);
    }

    /** What one more loss would do, such as {@code 2 of 3, one more loss stops writes}. */
    public String outlook() {
        return QuorumLossForecast.of(cluster, storage);
    }

    /** How the copies of a stream differ, in the words of whichever node told it; empty when nobody says that they do. */
    public Optional<String> difference(String stream) {
        return Stream.concat(Stream.of(health), nodes.stream().map(NodeStatusReport::health))
                .flatMap(report -> report.findings().stream())
                .filter(finding -> finding.isSame(HealthFinding.about(stream, ProblemKind.REPLICAS_DIFFER)))
                .map(finding -> finding.facts().getOrDefault(ReplicaDivergence.REPLICAS, ""))
                .findFirst();
    }
}
