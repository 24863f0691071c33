package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.NodePipelineFacts;
import com.nimsforest.node.domain.health.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole forest as one node sees it: the facts, and what they mean.
 *
 * @param problems all that is not UP, each once, the worst first
 * @param status the worst of this node, the others that answered, and a machine or a node that is missing
 * @param failing the messages that failed on some node and will be tried again, the oldest first
 * @param summary one line, such as {@code connected to nats-1, 3 of 3 machines, R3}
 * @param outlook what one more loss would do, such as {@code 2 of 3, one more loss stops writes}
 */
public record ForestStatus(
        ForestStatusFacts facts,
        List<ForestStatusProblem> problems,
        HealthStatus status,
        List<ReportedFailingMessage> failing,
        String summary,
        String outlook) {
    public ForestStatus {
        requireNonNull(facts, "facts");
        problems = List.copyOf(problems);
        requireNonNull(status, "status");
        failing = List.copyOf(failing);
        requireNonNull(summary, "summary");
        requireNonNull(outlook, "outlook");
    }

    /** What these facts mean. */
    public static ForestStatus of(ForestStatusFacts facts) {
        List<ForestStatusProblem> problems = ForestStatusProblem.of(facts);
        return new ForestStatus(
                facts,
                problems,
                status(facts),
                ReportedFailingMessage.of(facts.nodes()),
                ForestStatusSummary.of(facts, problems),
                QuorumLossForecast.of(facts.cluster(), facts.storage()));
    }

    /** The same status, in which a machine or a node that the earlier one missed already is missing since then. */
    public ForestStatus after(ForestStatus earlier) {
        List<ForestStatusProblem> carried = problems.stream()
                .map(problem -> problem.after(earlier.problems))
                .toList();
        return new ForestStatus(facts, carried, status, failing, summary, outlook);
    }

    private static HealthStatus status(ForestStatusFacts facts) {
        HealthStatus nodesStatus = facts.nodes().stream()
                .map(node -> node.health().status())
                .reduce(facts.health().status(), HealthStatus::worst);
        boolean all = facts.members().stream().allMatch(MachineStatus::present)
                && SilentNodeCheck.finding(facts).isEmpty();
        return all ? nodesStatus : nodesStatus.worst(HealthStatus.DEGRADED);
    }

    public HealthReport health() {
        return facts.health();
    }

    public ConnectionFacts connection() {
        return facts.connection();
    }

    public ClusterFacts cluster() {
        return facts.cluster();
    }

    public JetStreamFacts storage() {
        return facts.storage();
    }

    public NodePipelineFacts pipeline() {
        return facts.pipeline();
    }

    public List<MachineStatus> members() {
        return facts.members();
    }

    public List<NodeStatusReport> nodes() {
        return facts.nodes();
    }

    /** How the copies of a stream differ, in the words of whichever node told it; empty when nobody says that they do. */
    public Optional<String> difference(String stream) {
        return Stream.concat(Stream.of(health()), nodes().stream().map(NodeStatusReport::health))
                .flatMap(report -> report.findings().stream())
                .filter(finding -> finding.isSame(HealthFinding.about(stream, ProblemKind.REPLICAS_DIFFER)))
                .map(finding -> finding.fact(HealthFact.DIFFERENCE).orElse(""))
                .findFirst();
    }
}
