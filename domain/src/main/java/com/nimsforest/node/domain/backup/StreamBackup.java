package com.nimsforest.node.domain.backup;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One stream of a backup.
 *
 * @param identity of what it holds; 0 when it has none
 * @param bytes the size of the snapshot
 * @param sha256 of the snapshot, in hexadecimal digits
 */
public record StreamBackup(
        String name,
        long identity,
        long messages,
        long firstSequence,
        long lastSequence,
        long bytes,
        String sha256,
        List<ConsumerBackup> consumers) {
    public StreamBackup {
        requireNonNull(name, "name");
        requireNonNull(sha256, "sha256");
        consumers = List.copyOf(consumers);
    }
}
