package com.nimsforest.node.bootstrap.command.cluster;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.command.machine.MachineScripts;
import com.nimsforest.node.domain.mesh.MeshMachine;
import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.usecase.mesh.MeshSteps;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The mesh as its servers tell it, and how far each machine is, as the machine itself tells it. A machine is asked once, and again
 * after its step until that shows. For one thread.
 */
final class RollingMeshSteps implements MeshSteps {
    private final MeshControl servers;
    private final MachineScripts scripts;
    private final MachineChange roll;
    private final Map<String, Integer> stages = new HashMap<>();
    private String changing = "";

    RollingMeshSteps(MeshControl servers, MachineScripts scripts, MachineChange roll) {
        this.servers = requireNonNull(servers, "servers");
        this.scripts = requireNonNull(scripts, "scripts");
        this.roll = requireNonNull(roll, "roll");
    }

    /** The server of this machine restarts too. */
    @Override
    public MeshState state() {
        try {
            MeshState state = servers.state();
            state.machines().stream()
                    .filter(MeshMachine::online)
                    .map(MeshMachine::name)
                    .forEach(this::look);
            return state.with(stages);
        } catch (SidecarUnavailableException | RejectedInputException restarting) {
            throw new StorageUnavailableException(String.valueOf(restarting.getMessage()), restarting);
        }
    }

    private void look(String machine) {
        Integer before = stages.get(machine);
        if (before == null || machine.equals(changing)) {
            int now = roll.stage(machine);
            stages.put(machine, now);
            if (before != null && now > before) {
                changing = "";
            }
        }
    }

    @Override
    public void begin(MeshStep step) {
        changing = step.subject();
        MachineStep.take(step, () -> roll.take(step));
    }

    @Override
    public Optional<String> wayBack(MeshStep step) {
        return roll.wayBack().map(MachineScripts::command);
    }

    @Override
    public void takeBack(MeshStep step) {
        roll.wayBack().ifPresent(arguments -> scripts.roll(step.subject(), arguments, Optional.empty()));
    }
}
