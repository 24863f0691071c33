package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.domain.mesh.MeshChange;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A machine in place of another one. */
@Command(
        name = "replace",
        description = "Replace a machine, whether it is running or lost, by a new one. Also renames a machine.",
        footer = {"  nimsforest cluster plan replace nats-3 nats-4 192.168.1.13:6222"})
public final class ClusterReplaceCommand extends ClusterChangeCommand {
    @Parameters(index = "0", paramLabel = "OLD", description = "The name of the machine that leaves.")
    private String old = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "The name of the machine that joins.")
    private String replacement = "";

    @Parameters(index = "2", paramLabel = "ADDRESS", description = "Its route address, host:port.")
    private String address = "";

    public ClusterReplaceCommand(ForestCommandContext access, boolean applies) {
        super(access, applies);
    }

    @Override
    MeshChange change() {
        return MeshChange.replace(old, arriving(replacement, address));
    }

    @Override
    Optional<String> address() {
        return Optional.of(address);
    }

    @Override
    OperatorWork byHand() {
        OperatorWork arriving = MachineInstructions.arriving(replacement, address);
        OperatorWork leaving = MachineInstructions.leaving(old);
        return new OperatorWork(
                arriving.before(),
                () -> Stream.of(arriving, leaving)
                        .flatMap(work -> work.afterwards().get().stream())
                        .toList());
    }
}
