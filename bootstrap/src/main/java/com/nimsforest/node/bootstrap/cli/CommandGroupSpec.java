package com.nimsforest.node.bootstrap.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A command that only has commands below it. */
public final class CommandGroupSpec {
    private CommandGroupSpec() {}

    public static CommandLine of(String name, String description, String... example) {
        CommandSpec[] self = new CommandSpec[1];
        Runnable missing = () -> {
            throw new ParameterException(self[0].commandLine(), "expected a command");
        };
        CommandSpec spec = CommandSpec.wrapWithoutInspection(missing).name(name);
        self[0] = spec;
        spec.usageMessage()
                .description(description)
                .synopsisSubcommandLabel("COMMAND")
                .commandListHeading("%nCommands:%n")
                .footerHeading("%nExample:%n")
                .footer(example);
        return new CommandLine(spec);
    }
}
