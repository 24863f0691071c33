package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.domain.mesh.MeshChange;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A machine that leaves the mesh. */
@Command(
        name = "remove",
        description = "Remove a machine from the mesh, whether it is running or lost; its replicas move first.",
        footer = {"  nimsforest cluster plan remove nats-4"})
public final class ClusterRemoveCommand extends ClusterChangeCommand {
    @Parameters(paramLabel = "NAME", description = "Its name in the mesh.")
    private String name = "";

    public ClusterRemoveCommand(ForestCommandContext access, boolean applies) {
        super(access, applies);
    }

    @Override
    MeshChange change() {
        return MeshChange.remove(name);
    }

    @Override
    Optional<String> address() {
        return Optional.empty();
    }

    @Override
    OperatorWork byHand() {
        return MachineInstructions.leaving(name);
    }
}
