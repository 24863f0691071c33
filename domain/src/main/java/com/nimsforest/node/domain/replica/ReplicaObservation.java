package com.nimsforest.node.domain.replica;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One look at what a server holds of a stream.
 *
 * @param at when it came in here
 * @param current whether the stream's leader said at that time that the server has all that it has itself
 */
public record ReplicaObservation(Instant at, boolean current, StreamReplicaContent copy) {
    public ReplicaObservation {
        requireNonNull(at, "at");
        requireNonNull(copy, "copy");
    }
}
