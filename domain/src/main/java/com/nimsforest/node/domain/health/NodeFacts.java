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
        List<Divergence> divergences,
        List<HealthWarning> warnings) {
    public NodeFacts {
        requireNonNull(node, "node");
        requireNonNull(version, "version");
        requireNonNull(at, "at");
        requireNonNull(connection, "connection");
        requireNonNull(storage, "storage");
        requireNonNull(cluster, "cluster");
        requireNonNull(pipeline, "pipeline");
        divergences = List.copyOf(divergences);
        warnings = List.copyOf(warnings);
    }

    /** One whose server gives no cause to be warned. */
    public NodeFacts(
            String node,
            String version,
            Instant at,
            ConnectionFacts connection,
            StorageFacts storage,
            ClusterFacts cluster,
            PipelineFacts pipeline,
            List<Divergence> divergences) {
        this(node, version, at, connection, storage, cluster, pipeline, divergences, List.of());
    }
}
