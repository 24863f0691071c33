package com.nimsforest.node.domain.health;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From facts to findings: pure, one method a component. */
public final class NodeHealthRules {
    private static final String NO_NAME = "one whose name is not known";

    private NodeHealthRules() {}

    public static HealthReport report(NodeHealthFacts facts) {
        List<HealthFinding> findings = Stream.of(
                        nats(facts),
                        jetStream(facts),
                        cluster(facts.cluster()),
                        PipelineHealthRules.findings(facts),
                        warnings(facts))
                .flatMap(List::stream)
                .map(finding -> finding.since().isPresent() ? finding : finding.since(facts.at()))
                .toList();
        return HealthReport.of(
                facts.node(),
                facts.version(),
                facts.at(),
                findings,
                Arrays.stream(HealthComponent.values())
                        .collect(Collectors.toMap(
                                component -> component, component -> ComponentDetails.of(component, facts))));
    }

    private static List<HealthFinding> nats(NodeHealthFacts node) {
        ConnectionFacts facts = node.connection();
        return facts.isConnected()
                ? List.of()
                : List.of(HealthFinding.about(node.node(), ProblemKind.NOT_CONNECTED)
                        .with("url", facts.url())
                        .with("cause", facts.cause())
                        .since(facts.since()));
    }

    private static List<HealthFinding> jetStream(NodeHealthFacts node) {
        JetStreamFacts facts = node.storage();
        if (!node.connection().isConnected()) {
            return List.of(HealthFinding.about(node.node(), ProblemKind.JETSTREAM_NOT_ASKED));
        }
        if (!facts.available()) {
            return facts.problem().stream().toList();
        }
        if (facts.streams().isEmpty()) {
            return List.of(HealthFinding.of(ProblemKind.STREAMS_NOT_CREATED));
        }
        List<HealthFinding> findings = new ArrayList<>();
        node.divergences().forEach(divergence -> findings.add(divergence.finding()));
        facts.streams().forEach(stream -> findings.addAll(stream(stream)));
        return findings;
    }

    private static List<HealthFinding> stream(StreamFacts stream) {
        if (!stream.problems().isEmpty()) {
            return stream.problems();
        }
        if (!stream.usable()) {
            return List.of(HealthFinding.about(stream.name(), ProblemKind.STREAM_UNAVAILABLE)
                    .with("answer", "takes no messages"));
        }
        return stream.current() < stream.desired()
                ? List.of(HealthFinding.about(stream.name(), ProblemKind.REPLICAS_BEHIND)
                        .with("current", stream.current())
                        .with("replicas", stream.desired()))
                : List.of();
    }

    private static List<HealthFinding> cluster(ClusterFacts facts) {
        if (facts.problem().isPresent()) {
            return facts.problem().stream().toList();
        }
        int there = facts.connected().size() + 1;
        List<HealthFinding> findings = new ArrayList<>();
        if (there < facts.expected() || !facts.missing().isEmpty()) {
            findings.add(HealthFinding.of(ProblemKind.MACHINES_MISSING)
                    .with("there", there)
                    .with("expected", facts.expected())
                    .with("missing", facts.missing().isEmpty() ? NO_NAME : String.join(", ", facts.missing())));
        }
        if (!facts.quorum()) {
            findings.add(HealthFinding.of(ProblemKind.NO_QUORUM));
        }
        return findings;
    }

    /** What is not connected to its server has no need to be told what that one will lack. */
    private static List<HealthFinding> warnings(NodeHealthFacts facts) {
        return facts.connection().isConnected() ? facts.warnings() : List.of();
    }
}
