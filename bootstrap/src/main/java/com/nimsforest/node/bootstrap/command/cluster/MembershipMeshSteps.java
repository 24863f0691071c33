package com.nimsforest.node.bootstrap.command.cluster;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.usecase.mesh.MeshSteps;
import java.util.Optional;

/** The steps that the servers do by themselves, and those on the machines. For one thread. */
final class MembershipMeshSteps implements MeshSteps {
    private final MeshControl servers;
    private final MachineMembership machines;

    MembershipMeshSteps(MeshControl servers, MachineMembership machines) {
        this.servers = requireNonNull(servers, "servers");
        this.machines = requireNonNull(machines, "machines");
    }

    @Override
    public MeshState state() {
        MeshState state = servers.state();
        return state.with(machines.stages(state));
    }

    @Override
    public void begin(MeshStep step) {
        switch (step.kind()) {
            case AWAIT_MACHINE -> onMachine(step, machines::join);
            case SET_PEERS -> onMachine(step, () -> machines.setPeers(step));
            case UNINSTALL -> onMachine(step, () -> machines.uninstall(step));
            default -> servers.begin(step);
        }
    }

    private static void onMachine(MeshStep step, Runnable change) {
        try {
            change.run();
        } catch (RejectedInputException failed) {
            throw new RejectedInputException(
                    step.words() + " failed: " + failed.getMessage()
                            + "; run the same command again once that is mended",
                    failed);
        }
    }

    @Override
    public Optional<String> wayBack(MeshStep step) {
        return Optional.empty();
    }

    @Override
    public void takeBack(MeshStep step) {
        throw new IllegalArgumentException("stays: " + step);
    }
}
