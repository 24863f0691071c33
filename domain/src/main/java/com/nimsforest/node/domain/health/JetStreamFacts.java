package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * JetStream as this node sees it.
 *
 * @param available whether JetStream answers
 * @param problem why not; when it answers, what is wrong with all of it, if anything
 * @param metaLeader the leader of the meta group; empty on a single server or when there is none
 * @param lastRead each stream as its leader described it last, also while it has no leader: an election moves no replica
 */
public record JetStreamFacts(
        boolean available,
        Optional<HealthFinding> problem,
        String metaLeader,
        List<StreamFacts> streams,
        List<StreamFacts> lastRead) {
    public JetStreamFacts {
        requireNonNull(problem, "problem");
        requireNonNull(metaLeader, "metaLeader");
        streams = List.copyOf(streams);
        lastRead = List.copyOf(lastRead);
    }

    /** One of which nothing is known but what was read now. */
    public JetStreamFacts(
            boolean available, Optional<HealthFinding> problem, String metaLeader, List<StreamFacts> streams) {
        this(
                available,
                problem,
                metaLeader,
                streams,
                streams.stream().filter(stream -> stream.replicas() > 0).toList());
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

    /** Where the replicas of its streams are, when that is known of each. */
    Optional<List<StreamFacts>> placements() {
        Set<String> known = lastRead.stream().map(StreamFacts::name).collect(Collectors.toSet());
        boolean all = streams.stream().map(StreamFacts::name).allMatch(known::contains);
        return Optional.of(lastRead).filter(read -> all && (available || !read.isEmpty()));
    }

    /** Whether there is at least one stream and all of them take messages. */
    public boolean usable() {
        return available && !streams.isEmpty() && streams.stream().allMatch(StreamFacts::usable);
    }
}
