package com.nimsforest.node.domain.health;

import com.nimsforest.node.domain.connection.ForbiddenSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** From facts to findings: pure, one method a component. */
public final class NodeHealthRules {
    private static final String NO_NAME = "one whose name is not known";

    private NodeHealthRules() {}

    public static HealthReport report(NodeHealthFacts facts) {
        List<HealthFinding> findings = Stream.of(
                        nats(facts),
                        forbidden(facts.connection()),
                        jetStream(facts),
                        cluster(facts.cluster()),
                        PipelineHealthRules.findings(facts),
                        warnings(facts))
                .flatMap(List::stream)
                .map(finding -> finding.since().isPresent() ? finding : finding.since(facts.at()))
                .toList();
        return HealthReport.of(facts, findings);
    }

    private static List<HealthFinding> nats(NodeHealthFacts node) {
        ConnectionFacts facts = node.connection();
        return facts.isConnected()
                ? List.of()
                : List.of(HealthFinding.about(node.node(), ProblemKind.NOT_CONNECTED)
                        .with(HealthFact.URL, facts.url())
                        .with(HealthFact.CAUSE, facts.cause())
                        .since(facts.since()));
    }

    /**
     * What is forbidden is the cause of much else; of a server that is not there it says nothing. Requests are granted by one
     * list, so that several are one finding with all their subjects.
     */
    private static List<HealthFinding> forbidden(ConnectionFacts facts) {
        if (!facts.isConnected()) {
            return List.of();
        }
        List<ForbiddenSubject> requests =
                facts.forbidden().stream().filter(ForbiddenSubject::isRequest).toList();
        List<String> subjects = requests.stream().map(ForbiddenSubject::subject).toList();
        return Stream.concat(
                        requests.stream().limit(1).map(first -> forbidden(first).about(subjects)),
                        facts.forbidden().stream()
                                .filter(each -> !each.isRequest())
                                .map(NodeHealthRules::forbidden))
                .toList();
    }

    private static HealthFinding forbidden(ForbiddenSubject forbidden) {
        ProblemKind input = forbidden.publish() ? ProblemKind.INPUT_FORBIDDEN : ProblemKind.ANSWERS_FORBIDDEN;
        return HealthFinding.about(forbidden.subject(), forbidden.stopsInput() ? input : ProblemKind.SUBJECT_FORBIDDEN)
                .with(HealthFact.ANSWER, forbidden.said())
                .with(HealthFact.ACTION, forbidden.publish() ? "publish to" : "subscribe to")
                .since(forbidden.since());
    }

    private static List<HealthFinding> jetStream(NodeHealthFacts node) {
        JetStreamFacts facts = node.storage();
        if (!node.connection().isConnected()) {
            return List.of(HealthFinding.about(node.node(), ProblemKind.JETSTREAM_NOT_ASKED));
        }
        if (!facts.available()) {
            return facts.problem().stream().toList();
        }
        List<HealthFinding> findings = new ArrayList<>(facts.problem().stream().toList());
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
                    .with(HealthFact.ANSWER, "takes no messages"));
        }
        return stream.current() < stream.desired()
                ? List.of(HealthFinding.about(stream.name(), ProblemKind.REPLICAS_BEHIND)
                        .with(HealthFact.CURRENT, stream.current())
                        .with(HealthFact.REPLICAS, stream.desired()))
                : List.of();
    }

    private static List<HealthFinding> cluster(ClusterFacts facts) {
        List<HealthFinding> findings = new ArrayList<>(facts.problem().stream().toList());
        if (facts.isUnseen()) {
            return findings;
        }
        List<String> gone = facts.missing().stream()
                .filter(name -> !facts.silent().contains(name))
                .toList();
        if (!gone.isEmpty()
                || facts.missing().size()
                        < facts.expected() - 1 - facts.connected().size()) {
            findings.add(missing(ProblemKind.MACHINES_MISSING, facts, gone));
        }
        if (!facts.silent().isEmpty()) {
            findings.add(missing(ProblemKind.MACHINES_SILENT, facts, facts.silent()));
        }
        if (!facts.quorum()) {
            HealthFinding stopped = HealthFinding.of(ProblemKind.NO_QUORUM);
            findings.add(
                    facts.neverSeen().isEmpty() ? stopped : stopped.with(HealthFact.NEVER_SEEN, facts.neverSeen()));
        }
        return findings;
    }

    private static HealthFinding missing(ProblemKind kind, ClusterFacts facts, List<String> names) {
        return HealthFinding.of(kind)
                .with(HealthFact.THERE, facts.connected().size() + 1)
                .with(HealthFact.EXPECTED, facts.expected())
                .with(HealthFact.MISSING, names.isEmpty() ? List.of(NO_NAME) : names);
    }

    /** What is not connected to its server has no need to be told what that one will lack. */
    private static List<HealthFinding> warnings(NodeHealthFacts facts) {
        return facts.connection().isConnected() ? facts.warnings() : List.of();
    }
}
