package com.nimsforest.node.bootstrap.command.session;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The machines of the mesh as a command changes them.
 *
 * @param goal how many replicas the streams should have
 * @param control made with the login of the system account, which is asked for only when it is needed
 */
public record MeshSession(ReplicaGoal goal, Function<Supplier<NatsCredentials>, MeshControl> control) {
    public MeshSession {
        requireNonNull(goal, "goal");
        requireNonNull(control, "control");
    }
}
