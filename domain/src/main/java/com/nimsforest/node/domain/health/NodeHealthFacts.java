package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** All that is known of a node at one moment. */
public record NodeHealthFacts(
        String node,
        String version,
        Instant at,
        ConnectionFacts connection,
        JetStreamFacts storage,
        ClusterFacts cluster,
        NodePipelineFacts pipeline,
        List<ReplicaDivergence> divergences,
        List<HealthFinding> warnings) {
    public NodeHealthFacts {
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
    public NodeHealthFacts(
            String node,
            String version,
            Instant at,
            ConnectionFacts connection,
            JetStreamFacts storage,
            ClusterFacts cluster,
            NodePipelineFacts pipeline,
            List<ReplicaDivergence> divergences) {
        this(node, version, at, connection, storage, cluster, pipeline, divergences, List.of());
    }
}
