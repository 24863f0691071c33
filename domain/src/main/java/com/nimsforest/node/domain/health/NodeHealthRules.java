package com.nimsforest.node.domain.health;

import com.nimsforest.node.domain.connection.ConnectionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From facts to findings: pure, one method a component. */
public final class NodeHealthRules {
    private NodeHealthRules() {}

    public static HealthReport report(NodeHealthFacts facts) {
        List<HealthFinding> findings = Stream.of(
                        nats(facts), jetStream(facts), cluster(facts), PipelineHealthRules.finding(facts))
                .map(finding -> finding.with(facts.warnings()))
                .toList();
        String unready = unready(facts);
        return new HealthReport(facts.node(), facts.version(), facts.at(), unready.isEmpty(), unready, findings);
    }

    private static String unready(NodeHealthFacts facts) {
        if (facts.connection().state() != ConnectionState.CONNECTED) {
            return notConnected(facts.connection());
        }
        return facts.storage().usable() ? "" : storageProblem(facts.storage());
    }

    private static HealthFinding nats(NodeHealthFacts node) {
        ConnectionFacts facts = node.connection();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", facts.state().name());
        details.put("url", facts.url());
        details.put("server", facts.server());
        details.put("serverVersion", facts.serverVersion());
        details.put("since", facts.since());
        details.put("reconnects", facts.reconnects());
        facts.roundTrip().ifPresent(rtt -> details.put("rtt", rtt));
        if (facts.state() == ConnectionState.CONNECTED) {
            return new HealthFinding(HealthComponent.NATS, HealthStatus.UP, facts.since(), "", "", details);
        }
        return new HealthFinding(
                HealthComponent.NATS,
                HealthStatus.DOWN,
                facts.since(),
                notConnected(facts),
                "is nats-server running on this machine, at " + facts.url()
                        + ", and does it know this node's credentials?",
                details);
    }

    private static String notConnected(ConnectionFacts facts) {
        return "not connected to " + facts.url() + ": " + facts.cause();
    }

    private static HealthFinding jetStream(NodeHealthFacts node) {
        JetStreamFacts facts = node.storage();
        Map<String, Object> details = new LinkedHashMap<>();
        boolean connected = node.connection().state() == ConnectionState.CONNECTED;
        details.put("available", connected && facts.available());
        details.put("metaLeader", facts.metaLeader());
        details.put(
                "streams", facts.streams().stream().map(NodeHealthRules::stream).toList());
        details.put(
                "diverged",
                node.divergences().stream().map(ReplicaDivergence::stream).toList());
        Storage finding = new Storage(node.at(), details);
        if (!connected) {
            return finding.is(HealthStatus.DOWN, "no connection to ask over", "see the component nats");
        }
        if (!facts.usable()) {
            String hint = facts.available()
                    ? "the node keeps trying; its log says what it waits for"
                    : "is jetstream enabled on the server, and a meta leader elected?";
            return finding.is(HealthStatus.DOWN, storageProblem(facts), hint);
        }
        if (!node.divergences().isEmpty()) {
            return finding.is(
                    HealthStatus.DEGRADED,
                    diverged(node.divergences()),
                    "a machine has lost what it acknowledged: see 'diverged' in the runbook before anything is restarted");
        }
        String problems = streamProblems(facts);
        return problems.isEmpty()
                ? finding.is(HealthStatus.UP, "", "")
                : finding.is(HealthStatus.DEGRADED, problems, "the missing replicas come when their machines do");
    }

    /** What all findings about JetStream have in common. */
    private record Storage(Instant at, Map<String, Object> details) {
        HealthFinding is(HealthStatus status, String reason, String hint) {
            return new HealthFinding(HealthComponent.JETSTREAM, status, at, reason, hint, details);
        }
    }

    private static String diverged(List<ReplicaDivergence> divergences) {
        return divergences.stream().map(ReplicaDivergence::words).collect(Collectors.joining("; "));
    }

    private static String storageProblem(JetStreamFacts facts) {
        if (!facts.available()) {
            return facts.problem().isBlank() ? "JetStream does not answer" : facts.problem();
        }
        return facts.streams().isEmpty() ? "waiting for the streams to be made" : streamProblems(facts);
    }

    private static String streamProblems(JetStreamFacts facts) {
        return facts.streams().stream()
                .filter(stream -> !problem(stream).isEmpty())
                .map(stream -> stream.name() + ": " + problem(stream))
                .collect(Collectors.joining("; "));
    }

    private static String problem(StreamFacts stream) {
        if (!stream.problem().isBlank()) {
            return stream.problem();
        }
        if (!stream.usable()) {
            return "takes no messages";
        }
        return stream.current() < stream.desired()
                ? stream.current() + " of " + stream.desired() + " replicas are up to date"
                : "";
    }

    private static Map<String, Object> stream(StreamFacts facts) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", facts.name());
        details.put("replicas", facts.replicas());
        details.put("desired", facts.desired());
        details.put("current", facts.current());
        details.put("leader", facts.leader());
        details.put("messages", facts.messages());
        return details;
    }

    private static HealthFinding cluster(NodeHealthFacts node) {
        ClusterFacts facts = node.cluster();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("mode", facts.isSingleNode() ? "single node" : "mesh");
        details.put("name", facts.name());
        details.put("expected", facts.expected());
        details.put("connected", facts.connected());
        details.put("missing", facts.missing());
        details.put("quorum", facts.quorum());
        if (!facts.problem().isBlank()) {
            return new HealthFinding(
                    HealthComponent.CLUSTER,
                    HealthStatus.DEGRADED,
                    node.at(),
                    facts.problem(),
                    "is the server's monitoring port reachable (NATS_MONITOR_URL)?",
                    details);
        }
        String reason = clusterProblem(facts);
        if (reason.isEmpty()) {
            return new HealthFinding(HealthComponent.CLUSTER, HealthStatus.UP, node.at(), "", "", details);
        }
        HealthStatus status = facts.quorum() ? HealthStatus.DEGRADED : HealthStatus.DOWN;
        return new HealthFinding(
                HealthComponent.CLUSTER,
                status,
                node.at(),
                reason,
                "start the missing machines, or mend the network",
                details);
    }

    private static String clusterProblem(ClusterFacts facts) {
        int there = facts.connected().size() + 1;
        List<String> problems = new ArrayList<>();
        if (there < facts.expected() || !facts.missing().isEmpty()) {
            problems.add(there + " of " + facts.expected() + " machines"
                    + (facts.missing().isEmpty() ? "" : ", missing: " + String.join(", ", facts.missing())));
        }
        if (!facts.quorum()) {
            problems.add("no quorum");
        }
        return String.join("; ", problems);
    }
}
