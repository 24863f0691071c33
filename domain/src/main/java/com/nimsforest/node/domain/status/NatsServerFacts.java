package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.replica.StreamReplicaContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One server, as it tells of itself.
 *
 * @param memory the bytes that its process holds
 * @param stored the bytes that its JetStream keeps on disk
 * @param storable the bytes that it may keep there
 * @param routes how many other servers it is routed to
 * @param copies what it holds of the forest's streams
 * @param certificateExpires when the first of its certificates ends; empty when it has none, or none is known
 * @param ahead how far its clock is ahead of the clock of whoever asked it; negative when it is behind
 */
public record NatsServerFacts(
        String name,
        String version,
        Duration uptime,
        long memory,
        long stored,
        long storable,
        int routes,
        List<StreamReplicaContent> copies,
        Optional<Instant> certificateExpires,
        Duration ahead) {
    public NatsServerFacts {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(uptime, "uptime");
        copies = List.copyOf(copies);
        requireNonNull(certificateExpires, "certificateExpires");
    }

    /** One whose clock is right. */
    public NatsServerFacts(
            String name,
            String version,
            Duration uptime,
            long memory,
            long stored,
            long storable,
            int routes,
            List<StreamReplicaContent> copies,
            Optional<Instant> certificateExpires) {
        this(name, version, uptime, memory, stored, storable, routes, copies, certificateExpires, Duration.ZERO);
    }
}
