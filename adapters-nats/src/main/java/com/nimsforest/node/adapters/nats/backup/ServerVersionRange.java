package com.nimsforest.node.adapters.nats.backup;

import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.domain.status.NatsServerVersion;
import com.nimsforest.node.ports.failure.RejectedInputException;
import io.nats.client.api.ServerInfo;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The versions of the servers that lead the streams of a backup, which may differ during an upgrade. For one thread. */
final class ServerVersionRange {
    /** From here on snapshots have a format of their own: {@code RestoreStreamV2} in nats-server. */
    private static final NatsServerVersion NEW_SNAPSHOTS = new NatsServerVersion(2, 15, 0);

    private final NavigableSet<NatsServerVersion> versions = new TreeSet<>();

    /** @param info of a stream, in whose metadata the server that answers tells its version */
    void add(StreamInfo info) {
        NatsServerVersion.in(info.config().path("metadata").path("_nats.ver").asString(""))
                .ifPresent(versions::add);
    }

    /** Empty when no server told one. */
    String newest() {
        return versions.isEmpty() ? "" : versions.last().toString();
    }

    /** Refuses a server that is too old for the snapshots of a backup. */
    static void requireReadable(String madeBy, ServerInfo server) {
        if (NEW_SNAPSHOTS.isReachedBy(madeBy) && !NEW_SNAPSHOTS.isReachedBy(server.getVersion())) {
            throw new RejectedInputException("the backup was made by nats-server " + madeBy
                    + ", whose snapshots servers before 2.15 cannot read; here is " + server.getVersion()
                    + ": upgrade it first");
        }
    }
}
