package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

/**
 * One server's share in a stream, as the stream's leader tells it.
 *
 * @param current whether it has what the leader has, but for what is on its way; never so while it is offline
 * @param offline whether the leader believes that it is gone
 * @param lag how many operations it is behind
 */
public record StreamReplicaFacts(String server, boolean current, boolean offline, long lag) {
    public StreamReplicaFacts {
        requireNonNull(server, "server");
        current = current && !offline;
    }
}
