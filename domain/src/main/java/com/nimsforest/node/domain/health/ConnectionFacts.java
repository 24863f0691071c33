package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.connection.ForbiddenSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The connection to the sidecar as it is now.
 *
 * @param url where the sidecar is looked for, without credentials
 * @param server the server's name; empty before the first connection
 * @param serverVersion the server's version; empty before the first connection
 * @param since when the state began
 * @param cause what brought the state about; while there is no connection, why the last attempt failed
 * @param reconnects how often the connection was lost and came back
 * @param roundTrip the last measured round trip; empty when none was measured in this connection
 * @param forbidden what the server forbids the node now, the oldest first
 */
public record ConnectionFacts(
        ConnectionState state,
        String url,
        String server,
        String serverVersion,
        Instant since,
        String cause,
        long reconnects,
        Optional<Duration> roundTrip,
        List<ForbiddenSubject> forbidden) {
    public ConnectionFacts {
        requireNonNull(state, "state");
        requireNonNull(url, "url");
        requireNonNull(server, "server");
        requireNonNull(serverVersion, "serverVersion");
        requireNonNull(since, "since");
        requireNonNull(cause, "cause");
        requireNonNull(roundTrip, "roundTrip");
        forbidden = List.copyOf(forbidden);
    }

    /** One to which the server forbids nothing. */
    public ConnectionFacts(
            ConnectionState state,
            String url,
            String server,
            String serverVersion,
            Instant since,
            String cause,
            long reconnects,
            Optional<Duration> roundTrip) {
        this(state, url, server, serverVersion, since, cause, reconnects, roundTrip, List.of());
    }

    public boolean isConnected() {
        return state == ConnectionState.CONNECTED;
    }
}
