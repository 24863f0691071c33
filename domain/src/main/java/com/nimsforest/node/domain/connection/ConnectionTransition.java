package com.nimsforest.node.domain.connection;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A change of state. For a listener that joins late, the state as it is, from and to being equal.
 *
 * @param cause what brought it about, in words fit for a log; never empty
 */
public record ConnectionTransition(ConnectionState from, ConnectionState to, Instant at, String cause) {
    public ConnectionTransition {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(at, "at");
        requireNonNull(cause, "cause");
    }

    /** Whether the connection was lost and is back. */
    public boolean isReconnect() {
        return from == ConnectionState.RECONNECTING && to == ConnectionState.CONNECTED;
    }
}
