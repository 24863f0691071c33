package com.nimsforest.node.domain.health;

import com.nimsforest.node.domain.connection.ConnectionState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From facts to findings: pure, one method a component. */
public final class HealthRules {
    private HealthRules() {}

    public static HealthReport report(NodeFacts facts) {
        List<HealthFinding> findings = List.of(
                nats(facts.connection()),
                jetStream(facts.connection(), facts.storage()),
                cluster(facts.cluster()),
                pipeline(facts.pipeline()));
        String unready = unready(facts);
        return new HealthReport(facts.node(), facts.version(), facts.at(), unready.isEmpty(), unready, findings);
    }

    private static String unready(NodeFacts facts) {
        if (facts.connection().state() != ConnectionState.CONNECTED) {
            return notConnected(facts.connection());
        }
        return facts.storage().usable() ? "" : storageProblem(facts.storage());
    }

    private static HealthFinding nats(ConnectionFacts facts) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", facts.state().name());
        details.put("url", facts.url());
        details.put("server", facts.server());
        details.put("serverVersion", facts.serverVersion());
        details.put("since", facts.since());
        details.put("reconnects", facts.reconnects());
        facts.roundTrip().ifPresent(rtt -> details.put("rtt", rtt));
        if (facts.state() == ConnectionState.CONNECTED) {
            return new HealthFinding(HealthComponent.NATS, HealthStatus.UP, "", "", details);
        }
        return new HealthFinding(
                HealthComponent.NATS,
                HealthStatus.DOWN,
                notConnected(facts),
                "is nats-server running on this machine, at " + facts.url()
                        + ", and does it know this node's credentials?",
                details);
    }

    private static String notConnected(ConnectionFacts facts) {
        return "not connected to " + facts.url() + ": " + facts.cause();
    }

    private static HealthFinding jetStream(ConnectionFacts connection, StorageFacts facts) {
        Map<String, Object> details = new LinkedHashMap<>();
        boolean connected = connection.state() == ConnectionState.CONNECTED;
        details.put("available", connected && facts.available());
        details.put("metaLeader", facts.metaLeader());
        details.put("streams", facts.streams().stream().map(HealthRules::stream).toList());
        if (!connected) {
            return finding(HealthStatus.DOWN, "no connection to ask over", "see the component nats", details);
        }
        if (!facts.usable()) {
            String hint = facts.available()
                    ? "the node keeps trying; its log says what it waits for"
                    : "is jetstream enabled on the server, and a meta leader elected?";
            return finding(HealthStatus.DOWN, storageProblem(facts), hint, details);
        }
        String problems = streamProblems(facts);
        return problems.isEmpty()
                ? finding(HealthStatus.UP, "", "", details)
                : finding(HealthStatus.DEGRADED, problems, "the missing replicas come when their machines do", details);
    }

    private static HealthFinding finding(HealthStatus status, String reason, String hint, Map<String, Object> details) {
        return new HealthFinding(HealthComponent.JETSTREAM, status, reason, hint, details);
    }

    private static String storageProblem(StorageFacts facts) {
        if (!facts.available()) {
            return facts.problem().isBlank() ? "JetStream does not answer" : facts.problem();
        }
        return facts.streams().isEmpty() ? "waiting for the streams to be made" : streamProblems(facts);
    }

    private static String streamProblems(StorageFacts facts) {
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

    private static HealthFinding cluster(ClusterFacts facts) {
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
                    facts.problem(),
                    "is the server's monitoring port reachable (NATS_MONITOR_URL)?",
                    details);
        }
        String reason = clusterProblem(facts);
        if (reason.isEmpty()) {
            return new HealthFinding(HealthComponent.CLUSTER, HealthStatus.UP, "", "", details);
        }
        HealthStatus status = facts.quorum() ? HealthStatus.DEGRADED : HealthStatus.DOWN;
        return new HealthFinding(
                HealthComponent.CLUSTER, status, reason, "start the missing machines, or mend the network", details);
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

    private static HealthFinding pipeline(PipelineFacts facts) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("trees", facts.trees());
        details.put("nims", facts.nims());
        details.put(
                "consumers",
                facts.consumers().stream().map(HealthRules::consumer).toList());
        details.put("deadLetters", facts.deadLetters());
        List<String> problems = new ArrayList<>(facts.problems());
        facts.consumers().stream()
                .filter(consumer -> !consumer.waits().isEmpty())
                .forEach(waiting -> problems.add("consumer " + waiting.name() + " waits: " + waiting.waits()));
        facts.consumers().stream()
                .filter(ConsumerFacts::stalled)
                .forEach(stalled -> problems.add("consumer " + stalled.name() + " is stalled"));
        HealthStatus status = problems.isEmpty() ? HealthStatus.UP : HealthStatus.DEGRADED;
        String hint = problems.isEmpty() ? "" : "the node's log says more";
        return new HealthFinding(HealthComponent.PIPELINE, status, String.join("; ", problems), hint, details);
    }

    private static Map<String, Object> consumer(ConsumerFacts facts) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("stream", facts.stream());
        details.put("name", facts.name());
        details.put("pending", facts.pending());
        details.put("unacknowledged", facts.unacknowledged());
        details.put("stalled", facts.stalled());
        return details;
    }
}
