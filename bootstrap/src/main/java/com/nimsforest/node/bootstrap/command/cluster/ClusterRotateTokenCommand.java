package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.command.machine.MachineScripts;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Another token for a secured mesh. */
@Command(
        name = "rotate-token",
        description = {
            "Change the token of the mesh on every machine in turn, without a gap.",
            "Run as root on a machine whose root may log in to the others as root by ssh."
        },
        footer = {"  nimsforest cluster plan rotate-token new.token"})
public final class ClusterRotateTokenCommand extends RollingChangeCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "/etc/nimsforest/new.token",
            description =
                    "The new token, of cluster-token.sh; created if it does not exist: /etc/nimsforest/new.token.")
    private Path token = Path.of("");

    public ClusterRotateTokenCommand(ForestCommandContext access, boolean applies) {
        super(access, applies);
    }

    @Override
    protected Work prepare() {
        if (token.toString().contains("'")) {
            throw wrongUsage(token + ": expected a path without quotation marks");
        }
        return super.prepare();
    }

    @Override
    MachineChange roll(MachineScripts scripts) {
        return new TokenRotation(scripts, token.toAbsolutePath());
    }

    @Override
    OperatorWork left() {
        return OperatorWork.onlyAfterwards("keep " + token.toAbsolutePath()
                + ", the new token, where you keep passwords; then delete it on this machine");
    }
}
