package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.domain.health.StreamReplicaFacts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What the leader of a stream tells of the others that have it.
 *
 * <p>A leader calls a follower current only when it has confirmed the very last operation, so that one that keeps up with
 * a busy stream is called so at one look and not at the next. Here it is current too while it answers and is a little
 * behind: nats-server's {@code raft.go}, {@code Peers}, whose followers take two heartbeats of a second for contact.
 */
public final class ReplicaInfoParser {
    static final Duration CONTACT = Duration.ofSeconds(2);

    /** From here on {@code NatsReplicaLagging} would ring as well. */
    static final long SHORTFALL = 100;

    private ReplicaInfoParser() {}

    /** @param cluster {@code cluster} of an answer to {@code STREAM.INFO} */
    public static List<StreamReplicaFacts> of(JsonNode cluster) {
        return StreamSupport.stream(cluster.path("replicas").spliterator(), false)
                .map(ReplicaInfoParser::follower)
                .toList();
    }

    /**
     * Whether it is the leader's answer, and a majority is in contact with it. While nobody leads, any replica answers ({@code
     * jsStreamInfoRequest}), and one that was frozen believes for a moment that it still leads; followers elect no other
     * leader for four seconds after they were in contact.
     */
    static boolean isOfLeader(JsonNode cluster) {
        JsonNode followers = cluster.path("replicas");
        long inContact = StreamSupport.stream(followers.spliterator(), false)
                .filter(ReplicaInfoParser::isInContact)
                .count();
        boolean isLed = !cluster.path("leader").asString("").isEmpty();
        return followers.isEmpty() || isLed && 2 * (inContact + 1) > followers.size() + 1;
    }

    private static StreamReplicaFacts follower(JsonNode peer) {
        long lag = peer.path("lag").asLong(0);
        boolean current = peer.path("current").asBoolean(false) || isInContact(peer) && lag <= SHORTFALL;
        return new StreamReplicaFacts(
                peer.path("name").asString(""), current, peer.path("offline").asBoolean(false), lag, silence(peer));
    }

    private static boolean isInContact(JsonNode peer) {
        return silence(peer).filter(silence -> silence.compareTo(CONTACT) <= 0).isPresent();
    }

    /** How long ago it last answered; nothing is told, and zero, of one that a new leader has not heard of. */
    public static Optional<Duration> silence(JsonNode peer) {
        return Optional.of(Duration.ofNanos(peer.path("active").asLong(0))).filter(active -> !active.isZero());
    }
}
