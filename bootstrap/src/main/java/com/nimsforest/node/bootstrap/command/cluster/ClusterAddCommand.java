package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.domain.mesh.MeshChange;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A machine that joins the mesh. */
@Command(
        name = "add",
        description = "Add a machine to the mesh, and replicas to the streams.",
        footer = {"  nimsforest cluster plan add nats-4 192.168.1.13:6222"})
public final class ClusterAddCommand extends ClusterChangeCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name in the mesh.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ADDRESS", description = "Its route address, host:port.")
    private String address = "";

    public ClusterAddCommand(ForestCommandContext access, boolean applies) {
        super(access, applies);
    }

    @Override
    MeshChange change() {
        return MeshChange.add(arriving(name, address));
    }

    @Override
    List<String> onTheMachines() {
        return MachineInstructions.arriving(name, address);
    }
}
