package com.nimsforest.node.bootstrap.command;

import picocli.CommandLine.Model.CommandSpec;

/** The commands that feed the forest and look into it. */
final class ForestCommands {
    private ForestCommands() {}

    static CommandSpec river(ForestAccess access) {
        return CommandGroup.of(
                        "river",
                        "Feed the river: raw input, as it comes.",
                        "  nimsforest river put general.api 'any text'")
                .addSubcommand("put", new RiverPutCommand(access))
                .getCommandSpec();
    }

    static CommandSpec leaf(ForestAccess access) {
        return CommandGroup.of("leaf", "Drop leaves: typed events.", "  nimsforest leaf drop order.placed '{\"id\":7}'")
                .addSubcommand("drop", new LeafDropCommand(access))
                .getCommandSpec();
    }

    static CommandSpec soil(ForestAccess access) {
        return CommandGroup.of("soil", "Look into the soil: the current state.", "  nimsforest soil ls")
                .addSubcommand("get", new SoilGetCommand(access))
                .addSubcommand("ls", new SoilLsCommand(access))
                .addSubcommand("watch", new SoilWatchCommand(access))
                .getCommandSpec();
    }

    static CommandSpec humus(ForestAccess access) {
        return CommandGroup.of("humus", "Look into the humus: the log of all changes.", "  nimsforest humus ls -n 5")
                .addSubcommand("ls", new HumusLsCommand(access))
                .addSubcommand("tail", new HumusTailCommand(access))
                .getCommandSpec();
    }

    static CommandSpec deadLetter(ForestAccess access) {
        return CommandGroup.of(
                        "deadletter",
                        "Look after what could not be processed.",
                        "  nimsforest deadletter ls",
                        "  nimsforest deadletter retry --all")
                .addSubcommand("ls", new DeadLetterLsCommand(access))
                .addSubcommand("show", new DeadLetterShowCommand(access))
                .addSubcommand("retry", new DeadLetterRetryCommand(access))
                .addSubcommand("drop", new DeadLetterDropCommand(access))
                .getCommandSpec();
    }

    static CommandSpec streams(ForestAccess access) {
        return CommandGroup.of(
                        "streams",
                        "Compare the streams with how they are planned, and change them to it.",
                        "  nimsforest streams diff",
                        "  nimsforest streams apply")
                .addSubcommand("diff", new StreamsDiffCommand(access))
                .addSubcommand("apply", new StreamsApplyCommand(access))
                .getCommandSpec();
    }
}
