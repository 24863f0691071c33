package com.nimsforest.node.ports.usecase.audit;

import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.health.StreamReplicaFacts;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.wording.CountedNoun;
import java.util.List;
import java.util.stream.Collectors;

/** Problems of streams and consumers, a line each. */
final class StreamAuditProblems {
    private static final int SHOWN = 10;

    private StreamAuditProblems() {}

    static List<String> ofStreams(JetStreamFacts facts) {
        if (!facts.available()) {
            return List.of("JetStream does not answer: "
                    + facts.problem().map(HealthFinding::reason).orElse(""));
        }
        return facts.streams().stream()
                .flatMap(stream -> ofStream(stream).stream())
                .toList();
    }

    private static List<String> ofStream(StreamFacts stream) {
        if (!stream.problems().isEmpty()) {
            return stream.problems().stream()
                    .map(problem -> "stream " + problem.reason())
                    .toList();
        }
        String behind = behind(stream);
        return behind.isEmpty() ? List.of() : List.of("stream " + stream.name() + ": " + behind);
    }

    private static String behind(StreamFacts stream) {
        String behind = stream.peers().stream()
                .filter(peer -> !peer.current())
                .map(StreamReplicaFacts::server)
                .collect(Collectors.joining(", "));
        if (!behind.isEmpty()) {
            return "the replicas on " + behind + " are behind";
        }
        return stream.current() < stream.desired()
                ? stream.current() + " of " + CountedNoun.of(stream.desired(), "replicas are up to date")
                : "";
    }

    /** Other clients wrote them: no nim of ours can read them. */
    static String ofValues(List<EntityKey> notJson) {
        String first = notJson.stream().limit(SHOWN).map(EntityKey::value).collect(Collectors.joining(", "));
        return "values of the soil that are not JSON: " + notJson.size() + ", of " + first
                + (notJson.size() > SHOWN ? ", …" : "");
    }

    /** A bulk read may be answered by any replica, while a single message is read from the leader. */
    static String ofReplicas(long entities) {
        return "stream HUMUS: its leader differs from the replica that was read, so that "
                + CountedNoun.of(entities, "entities of the soil cannot be judged") + "; see docs/RUNBOOK.md#diverged";
    }

    static List<String> ofConsumers(List<ConsumerFacts> consumers) {
        return consumers.stream()
                .filter(consumer -> consumer.stalled() || !consumer.waits().isEmpty())
                .map(consumer -> "consumer " + consumer.name() + " on " + consumer.stream() + ": " + problem(consumer))
                .toList();
    }

    private static String problem(ConsumerFacts consumer) {
        return consumer.stalled()
                ? CountedNoun.of(
                        consumer.pending() + consumer.unacknowledged(), "messages are pending, which no node fetches")
                : consumer.waits();
    }
}
