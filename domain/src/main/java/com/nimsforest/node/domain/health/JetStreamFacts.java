package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * JetStream as this node sees it.
 *
 * @param available whether JetStream answers
 * @param problem why not; empty when it answers
 * @param metaLeader the leader of the meta group; empty on a single server or when there is none
 */
public record JetStreamFacts(
        boolean available, Optional<HealthFinding> problem, String metaLeader, List<StreamFacts> streams) {
    public JetStreamFacts {
        requireNonNull(problem, "problem");
        requireNonNull(metaLeader, "metaLeader");
        streams = List.copyOf(streams);
    }

    public static JetStreamFacts available(String metaLeader, List<StreamFacts> streams) {
        return new JetStreamFacts(true, Optional.empty(), metaLeader, streams);
    }

    public static JetStreamFacts unavailable(HealthFinding problem) {
        return new JetStreamFacts(false, Optional.of(problem), "", List.of());
    }

    /** One that does not answer as it should. */
    public static JetStreamFacts unavailable(String answer) {
        return unavailable(HealthFinding.of(ProblemKind.JETSTREAM_UNAVAILABLE).with(HealthFact.ANSWER, answer));
    }

    /** Whether there is at least one stream and all of them take messages. */
    public boolean usable() {
        return available && !streams.isEmpty() && streams.stream().allMatch(StreamFacts::usable);
    }
}
