package com.nimsforest.node.domain.backup;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What a backup holds.
 *
 * @param cut the moment at which the forest stood still: what was posted before is in it
 * @param serverVersion of the server that made the snapshots; older ones may not be able to read them
 */
public record BackupManifest(Instant cut, String nodeVersion, String serverVersion, List<StreamBackup> streams) {
    public BackupManifest {
        requireNonNull(cut, "cut");
        requireNonNull(nodeVersion, "nodeVersion");
        requireNonNull(serverVersion, "serverVersion");
        streams = List.copyOf(streams);
    }

    public long bytes() {
        return streams.stream().mapToLong(StreamBackup::bytes).sum();
    }
}
