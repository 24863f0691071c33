package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.domain.mesh.MeshChange;
import com.nimsforest.node.domain.mesh.MeshChangePlanner;
import com.nimsforest.node.ports.usecase.mesh.MeshSteps;

/** Machines that come and go. */
abstract class ClusterChangeCommand extends PlannedStepsCommand {
    ClusterChangeCommand(ForestCommandContext access, boolean applies) {
        super(access, applies);
    }

    abstract MeshChange change();

    @Override
    protected final Work prepare() {
        MeshChange change = typed(this::change);
        return session -> {
            MeshChangePlanner planner =
                    new MeshChangePlanner(change, session.mesh().goal());
            return run(MeshSteps.by(servers(session)), planner);
        };
    }
}
