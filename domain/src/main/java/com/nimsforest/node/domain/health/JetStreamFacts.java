package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * JetStream as this node sees it.
 *
 * @param available whether JetStream answers
 * @param problem why not, and what is waited for; empty when it answers
 * @param metaLeader the leader of the meta group; empty on a single server or when there is none
 */
public record JetStreamFacts(boolean available, String problem, String metaLeader, List<StreamFacts> streams) {
    public JetStreamFacts {
        requireNonNull(problem, "problem");
        requireNonNull(metaLeader, "metaLeader");
        streams = List.copyOf(streams);
    }

    public static JetStreamFacts unavailable(String problem) {
        return new JetStreamFacts(false, problem, "", List.of());
    }

    /** Whether there is at least one stream and all of them take messages. */
    public boolean usable() {
        return available && !streams.isEmpty() && streams.stream().allMatch(StreamFacts::usable);
    }
}
