package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a whole forest on this machine, to try things out. */
@Command(
        name = "dev",
        description = "Run a forest on this machine: real NATS servers, each with its node, the demo loaded.",
        footerHeading = "%nExample:%n",
        footer = {
            "  nimsforest dev",
            "  nimsforest dev --nodes 3 --port 14222 --http-port 18080 --clean",
            "",
            "Node k of N: NATS clients P+k-1, routes P+2000+k-1, monitoring P+4000+k-1, HTTP H+k-1, all on 127.0.0.1.",
            "A process that dies is started again after 1 s. Ctrl-C or SIGTERM stops everything; the data stays.",
            "Exit code 78 when a port is taken: it says which, and by whom."
        })
public final class DevCommand implements Callable<Integer> {
    private final CommandContext context;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of servers, each with its node (1).")
    private int nodes;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "4222",
            description = "Client port of the first server (4222).")
    private int port;

    @Option(
            names = "--http-port",
            paramLabel = "H",
            defaultValue = "8080",
            description = "HTTP port of the first node (8080).")
    private int httpPort;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".nimsforest/dev",
            description = "Folder of all data: DIR/node-k/ (.nimsforest/dev).")
    private Path folder = Path.of(".nimsforest", "dev");

    @Option(names = "--clean", description = "Remove the data of an earlier run first.")
    private boolean clean;

    public DevCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try {
            new DevForestRunner(context.environment(), context::say).run(plan());
            return ProcessExitCodes.DONE;
        } catch (DevForestException failure) {
            throw new CommandException(failure.exitCode(), String.valueOf(failure.getMessage()), failure);
        }
    }

    private DevPlan plan() {
        try {
            return new DevPlan(nodes, port, httpPort, folder, clean);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
