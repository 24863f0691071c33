package com.nimsforest.node.bootstrap.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is typed without a command: only help makes sense there. */
@Command(
        name = "nimsforest",
        description = "One nimsforest node beside each local NATS server.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  nimsforest dev                       a forest on this machine, to try things out",
            "  nimsforest COMMAND --help            what a command does, with an example",
            "",
            "Exit codes: 0 done, 1 failed or unhealthy, 2 wrong usage, 69 NATS not reached,",
            "78 wrong configuration, 143 ended by SIGTERM."
        })
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public void run() {
        CommandLine line = command.commandLine();
        throw new ParameterException(line, "expected a command");
    }
}
