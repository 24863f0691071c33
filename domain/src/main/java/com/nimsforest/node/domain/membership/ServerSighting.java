package com.nimsforest.node.domain.membership;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What a Raft group tells of one of its servers: the leader of each follower, a follower of its leader. A route says less, since
 * that of a frozen server stands for a minute and more.
 *
 * @param silence how long ago the server last answered; empty when it never did since its group has this leader
 */
public record ServerSighting(String server, Optional<Duration> silence) {
    public ServerSighting {
        requireNonNull(server, "server");
        requireNonNull(silence, "silence");
    }
}
