package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.membership.ServerSighting;
import java.time.Duration;
import java.util.Optional;

/**
 * One server's share in a stream, as the stream's leader tells it.
 *
 * @param current whether it has what the leader has, but for what is on its way; never so while it is offline
 * @param offline whether the leader believes that it is gone
 * @param lag how many operations it is behind
 * @param silence how long ago it last answered the leader; empty when it never did since the stream has this leader
 */
public record StreamReplicaFacts(
        String server, boolean current, boolean offline, long lag, Optional<Duration> silence) {
    public StreamReplicaFacts {
        requireNonNull(server, "server");
        requireNonNull(silence, "silence");
        current = current && !offline;
    }

    /** One that answers just now. */
    public StreamReplicaFacts(String server, boolean current, boolean offline, long lag) {
        this(server, current, offline, lag, Optional.of(Duration.ZERO));
    }

    public ServerSighting sighting() {
        return new ServerSighting(server, silence);
    }
}
