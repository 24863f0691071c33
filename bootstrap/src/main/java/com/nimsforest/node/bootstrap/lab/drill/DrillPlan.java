package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.dev.RecordedDevForest;

/**
 * The parameters of a drill.
 *
 * @param run the name of this drill in ids, keys and the name of its history file
 * @param token the bearer token of the nodes; empty when they need none
 */
public record DrillPlan(RecordedDevForest mesh, String fault, int rounds, String run, String token) {
    public DrillPlan {
        requireNonNull(mesh, "mesh");
        requireNonNull(fault, "fault");
        requireNonNull(run, "run");
        requireNonNull(token, "token");
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds: expected 1 or more, not " + rounds);
        }
    }

    ServerFault.Kind kind() {
        return ServerFault.Kind.valueOf(fault);
    }

    /** The prefix of the entities of this drill. */
    public String prefix() {
        return PaymentEventSender.prefix(run);
    }
}
