package com.nimsforest.node.adapters.nats.connection;

import io.nats.client.api.ServerInfo;
import java.util.Optional;

/** Which nats-servers the node works with; what an older one cannot keep, no setting makes up for. */
final class SupportedServerVersion {
    private static final String OLDEST = "2.11.0";

    private SupportedServerVersion() {}

    /** Why the server is refused; empty when it is not. */
    static Optional<ConnectFailure> objection(ServerInfo server) {
        return server.isSameOrNewerThanVersion(OLDEST)
                ? Optional.empty()
                : Optional.of(new ConnectFailure(
                        "nats-server " + server.getVersion() + " is older than " + OLDEST
                                + ", the oldest that is supported",
                        "old-server"));
    }
}
