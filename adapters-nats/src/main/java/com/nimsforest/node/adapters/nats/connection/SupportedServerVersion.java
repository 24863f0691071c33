package com.nimsforest.node.adapters.nats.connection;

import static com.nimsforest.node.domain.status.NatsServerVersion.OLDEST_SUPPORTED;

import io.nats.client.api.ServerInfo;
import java.util.Optional;

/** Which nats-servers the node works with; what an older one cannot keep, no setting makes up for. */
final class SupportedServerVersion {
    private SupportedServerVersion() {}

    /** Why the server is refused; empty when it is not. */
    static Optional<ConnectFailure> objection(ServerInfo server) {
        return OLDEST_SUPPORTED.isReachedBy(server.getVersion())
                ? Optional.empty()
                : Optional.of(new ConnectFailure(
                        "nats-server " + server.getVersion() + " is older than " + OLDEST_SUPPORTED
                                + ", the oldest that is supported",
                        "old-server"));
    }
}
