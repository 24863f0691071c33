package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * A machine of the mesh.
 *
 * @param name its server's name; its address when it was never seen
 * @param present whether its server is there
 * @param self whether it is the machine that tells this
 * @param metaLeader whether its server leads the meta group
 * @param server what its server tells; empty when neither it nor its node can be asked
 * @param roundTrip between its node and its server
 */
public record MachineStatus(
        String name,
        boolean present,
        boolean self,
        boolean metaLeader,
        Optional<NatsServerFacts> server,
        Optional<Duration> roundTrip) {
    public MachineStatus {
        requireNonNull(name, "name");
        requireNonNull(server, "server");
        requireNonNull(roundTrip, "roundTrip");
    }
}
