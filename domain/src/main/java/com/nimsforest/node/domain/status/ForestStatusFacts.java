package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConnectionFacts;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.NodePipelineFacts;
import java.util.List;

/**
 * All that one node knows of the forest at one moment.
 *
 * @param health how the node is that tells this
 * @param connection that node's connection to its server
 * @param members the machines, those that are missing among them, by name
 * @param nodes every node that answered, the one that tells this among them, by name
 */
public record ForestStatusFacts(
        HealthReport health,
        ConnectionFacts connection,
        ClusterFacts cluster,
        JetStreamFacts storage,
        NodePipelineFacts pipeline,
        List<MachineStatus> members,
        List<NodeStatusReport> nodes) {
    public ForestStatusFacts {
        requireNonNull(health, "health");
        requireNonNull(connection, "connection");
        requireNonNull(cluster, "cluster");
        requireNonNull(storage, "storage");
        requireNonNull(pipeline, "pipeline");
        members = List.copyOf(members);
        nodes = List.copyOf(nodes);
    }
}
