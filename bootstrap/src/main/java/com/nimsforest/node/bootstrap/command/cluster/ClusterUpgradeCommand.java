package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.command.machine.MachineScripts;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Another nats-server and node on every machine. */
@Command(
        name = "upgrade",
        description = {
            "Upgrade the nats-server and the node of every machine in turn, this one last.",
            "Run as root on a machine whose root may log in to the others as root by ssh."
        },
        footer = {"  nimsforest cluster plan upgrade --jar nimsforest.jar --nats-server nats-server"})
public final class ClusterUpgradeCommand extends RollingChangeCommand {
    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The node: the one that is installed on this machine, if any.")
    private @Nullable Path jar;

    @Option(
            names = "--nats-server",
            paramLabel = "FILE",
            description = "The server: the one that is installed on this machine, /usr/local/bin/nats-server.")
    private @Nullable Path server;

    public ClusterUpgradeCommand(ForestCommandContext access, boolean applies) {
        super(access, applies);
    }

    @Override
    protected Work prepare() {
        Stream.of(Optional.ofNullable(server), Optional.ofNullable(jar))
                .flatMap(Optional::stream)
                .filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
                .forEach(file -> {
                    throw wrongUsage(file + ": expected a file that can be read");
                });
        return super.prepare();
    }

    @Override
    MachineChange roll(MachineScripts scripts) {
        return new RollingUpgrade(
                scripts,
                Optional.ofNullable(server).orElse(MachineScripts.INSTALLED_SERVER),
                Optional.ofNullable(jar)
                        .or(() -> Optional.of(MachineScripts.INSTALLED_JAR).filter(Files::isReadable)));
    }

    @Override
    OperatorWork left() {
        return OperatorWork.onlyAfterwards();
    }
}
