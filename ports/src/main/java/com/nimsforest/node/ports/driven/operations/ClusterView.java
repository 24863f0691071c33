package com.nimsforest.node.ports.driven.operations;

import com.nimsforest.node.domain.health.ClusterFacts;

/** Looks at the mesh from this machine. */
public interface ClusterView {
    /** Asks the local server; bounded by the adapter's settings. Never fails: what is wrong is in the facts. */
    ClusterFacts view();
}
