package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.dev.RunningDevMesh;

/**
 * What somebody wants to see survived.
 *
 * @param run names this drill in ids, keys and the file of its history
 * @param token what the nodes ask for before they take input; empty when nothing
 */
public record DrillPlan(RunningDevMesh mesh, String fault, int rounds, String run, String token) {
    public DrillPlan {
        requireNonNull(mesh, "mesh");
        requireNonNull(fault, "breakage");
        requireNonNull(run, "run");
        requireNonNull(token, "token");
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds: expected 1 or more, not " + rounds);
        }
    }

    ServerFault.Kind kind() {
        return ServerFault.Kind.valueOf(fault);
    }

    /** What the entities of this drill's payments begin with. */
    public String prefix() {
        return PaymentEventSender.prefix(run);
    }
}
