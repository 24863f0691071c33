package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The mesh as this machine's server sees it.
 *
 * @param name the cluster's name; empty on a single server
 * @param expected how many servers there should be, this one included; 1 on a single node
 * @param connected the other servers that are there, by name
 * @param missing the other servers that are not, by name or, when they were never seen, by address
 * @param quorum whether a majority is there
 * @param problem why the mesh cannot be seen; empty when it can
 */
public record ClusterFacts(
        String name, int expected, List<String> connected, List<String> missing, boolean quorum, String problem) {
    public ClusterFacts {
        requireNonNull(name, "name");
        requireNonNull(problem, "problem");
        connected = List.copyOf(connected);
        missing = List.copyOf(missing);
    }

    public boolean isSingleNode() {
        return expected <= 1;
    }
}
