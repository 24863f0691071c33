package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.health.HealthReport;

/** How the node is, for probes and people. */
public interface NodeHealth {
    /** The last view, which is kept fresh in the background; never waits. The connection's state in it is the present one. */
    HealthReport report();
}
