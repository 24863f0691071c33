package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** All that is known of a node at one moment. */
public record NodeFacts(
        String node,
        String version,
        Instant at,
        ConnectionFacts connection,
        StorageFacts storage,
        ClusterFacts cluster,
        PipelineFacts pipeline,
        List<Divergence> divergences) {
    public NodeFacts {
        requireNonNull(node, "node");
        requireNonNull(version, "version");
        requireNonNull(at, "at");
        requireNonNull(connection, "connection");
        requireNonNull(storage, "storage");
        requireNonNull(cluster, "cluster");
        requireNonNull(pipeline, "pipeline");
        divergences = List.copyOf(divergences);
    }
}
