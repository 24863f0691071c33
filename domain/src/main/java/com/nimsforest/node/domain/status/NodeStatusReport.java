package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.HealthReport;
import java.time.Duration;
import java.util.Optional;

/**
 * What a node tells the others.
 *
 * @param health how it is; its findings may come without their details
 * @param server its own server; empty when that cannot be asked
 * @param roundTrip from the node to its server
 */
public record NodeStatusReport(HealthReport health, Optional<NatsServerFacts> server, Optional<Duration> roundTrip) {
    public NodeStatusReport {
        requireNonNull(health, "health");
        requireNonNull(server, "server");
        requireNonNull(roundTrip, "roundTrip");
    }

    /** The node's name. */
    public String name() {
        return health.node();
    }
}
