package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.command.machine.DriverWorkFolder;
import com.nimsforest.node.bootstrap.command.machine.MachineScripts;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.command.session.ForestSession;
import com.nimsforest.node.domain.mesh.MeshMachine;
import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.RollingChangePlanner;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every machine in turn, this one last. */
abstract class RollingChangeCommand extends PlannedStepsCommand {
    private static final Duration RESTART = Duration.ofSeconds(60);

    RollingChangeCommand(ForestCommandContext access, boolean applies) {
        super(access, applies);
    }

    abstract MachineChange roll(MachineScripts scripts);

    abstract OperatorWork left();

    @Override
    protected Work prepare() {
        requireTime();
        return this::run;
    }

    private int run(ForestSession session) {
        MeshControl servers = servers(session);
        MeshState mesh = present(servers);
        try (DriverWorkFolder work = DriverWorkFolder.open()) {
            MachineScripts scripts = scripts(mesh.self(), servers.addresses(), work);
            scripts.install(online(mesh));
            MachineChange roll = roll(scripts);
            return run(new RollingMeshSteps(servers, scripts, roll), new RollingChangePlanner(roll.stages()), left());
        }
    }

    /** This one last: where ssh does not work, nothing is left here. */
    private static List<String> online(MeshState mesh) {
        return mesh.inTurn().filter(MeshMachine::online).map(MeshMachine::name).toList();
    }

    /** Interrupted in a step and run again at once, it may meet a machine that restarts. */
    private MeshState present(MeshControl servers) {
        List<MeshState> seen = new ArrayList<>();
        poll(() -> isWhole(servers, seen), applies() ? RESTART : Duration.ZERO);
        return seen.isEmpty() ? servers.state() : seen.get(seen.size() - 1);
    }

    private static boolean isWhole(MeshControl servers, List<MeshState> seen) {
        try {
            MeshState state = servers.state();
            seen.add(state);
            return online(state).size() == state.machines().size();
        } catch (StorageUnavailableException electing) {
            return false;
        }
    }
}
