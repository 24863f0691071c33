package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.membership.RaftGroup;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * A stream that the node needs.
 *
 * @param replicas how many replicas it has
 * @param desired how many it should have
 * @param current how many of them are up to date, the leader among them
 * @param leader the server that leads it; empty when there is none or the server stands alone
 * @param peers the share of each server in it, the leader among them; empty on a single server
 * @param problems why it cannot be used, or how it is not as it should be; empty when all is well
 * @param usable whether it takes messages now
 * @param keeps how long it keeps a message at most; zero for ever
 * @param holds how many messages it holds until it drops its oldest; 0 when it never does so
 */
public record StreamFacts(
        String name,
        int replicas,
        int desired,
        int current,
        String leader,
        long messages,
        List<StreamReplicaFacts> peers,
        boolean usable,
        List<HealthFinding> problems,
        Duration keeps,
        long holds) {
    public StreamFacts {
        requireNonNull(name, "name");
        requireNonNull(leader, "leader");
        peers = List.copyOf(peers);
        problems = List.copyOf(problems);
        requireNonNull(keeps, "keeps");
    }

    /** One that never drops its oldest message for want of room. */
    public StreamFacts(
            String name,
            int replicas,
            int desired,
            int current,
            String leader,
            long messages,
            List<StreamReplicaFacts> peers,
            boolean usable,
            List<HealthFinding> problems,
            Duration keeps) {
        this(name, replicas, desired, current, leader, messages, peers, usable, problems, keeps, 0);
    }

    /** One that keeps its messages for ever. */
    public StreamFacts(
            String name,
            int replicas,
            int desired,
            int current,
            String leader,
            long messages,
            List<StreamReplicaFacts> peers,
            boolean usable) {
        this(name, replicas, desired, current, leader, messages, peers, usable, List.of(), Duration.ZERO);
    }

    /** A stream that is not there, or cannot be asked. */
    public static StreamFacts missing(String name, int desired, HealthFinding problem) {
        return new StreamFacts(name, 0, desired, 0, "", 0, List.of(), false, List.of(problem), Duration.ZERO);
    }

    /** A stream that is not there, or cannot be asked. */
    public static StreamFacts missing(String name, int desired, String answer) {
        return missing(
                name,
                desired,
                HealthFinding.about(name, ProblemKind.STREAM_UNAVAILABLE).with(HealthFact.ANSWER, answer));
    }

    /** The servers that hold it; without what its leader tells, as many as are current. */
    RaftGroup group(Collection<String> missing) {
        int answering = (int) peers.stream()
                .filter(peer -> !peer.offline() && !missing.contains(peer.server()))
                .count();
        return new RaftGroup(name, replicas, peers.isEmpty() ? current : answering);
    }
}
