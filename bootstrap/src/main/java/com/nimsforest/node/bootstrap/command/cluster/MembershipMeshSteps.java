package com.nimsforest.node.bootstrap.command.cluster;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import com.nimsforest.node.ports.usecase.mesh.MeshSteps;

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
            case AWAIT_MACHINE -> MachineStep.take(step, machines::join);
            case SET_PEERS -> MachineStep.take(step, () -> machines.setPeers(step));
            case UNINSTALL -> MachineStep.take(step, () -> machines.uninstall(step));
            default -> servers.begin(step);
        }
    }
}
