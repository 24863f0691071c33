package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.cli.CommandGroupSpec;
import com.nimsforest.node.bootstrap.command.backup.BackupCommand;
import com.nimsforest.node.bootstrap.command.backup.BackupVerifyCommand;
import com.nimsforest.node.bootstrap.command.cluster.ClusterAddCommand;
import com.nimsforest.node.bootstrap.command.cluster.ClusterRemoveCommand;
import com.nimsforest.node.bootstrap.command.cluster.ClusterReplaceCommand;
import com.nimsforest.node.bootstrap.command.cluster.ClusterRotateTokenCommand;
import com.nimsforest.node.bootstrap.command.cluster.ClusterUpgradeCommand;
import com.nimsforest.node.bootstrap.command.feed.LeafDropCommand;
import com.nimsforest.node.bootstrap.command.feed.RiverPutCommand;
import com.nimsforest.node.bootstrap.command.look.HumusLsCommand;
import com.nimsforest.node.bootstrap.command.look.HumusTailCommand;
import com.nimsforest.node.bootstrap.command.look.SoilGetCommand;
import com.nimsforest.node.bootstrap.command.look.SoilLsCommand;
import com.nimsforest.node.bootstrap.command.look.SoilWatchCommand;
import com.nimsforest.node.bootstrap.command.repair.DeadLetterDropCommand;
import com.nimsforest.node.bootstrap.command.repair.DeadLetterLsCommand;
import com.nimsforest.node.bootstrap.command.repair.DeadLetterRetryCommand;
import com.nimsforest.node.bootstrap.command.repair.DeadLetterShowCommand;
import com.nimsforest.node.bootstrap.command.repair.StreamsApplyCommand;
import com.nimsforest.node.bootstrap.command.repair.StreamsDiffCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands that feed the forest and look into it. */
final class ForestCommandGroups {
    private ForestCommandGroups() {}

    static CommandSpec river(ForestCommandContext access) {
        return CommandGroupSpec.of(
                        "river",
                        "Feed the river: raw input, as it comes.",
                        "  nimsforest river put general.api 'any text'")
                .addSubcommand("put", new RiverPutCommand(access))
                .getCommandSpec();
    }

    static CommandSpec leaf(ForestCommandContext access) {
        return CommandGroupSpec.of(
                        "leaf", "Drop leaves: typed events.", "  nimsforest leaf drop order.placed '{\"id\":7}'")
                .addSubcommand("drop", new LeafDropCommand(access))
                .getCommandSpec();
    }

    static CommandSpec soil(ForestCommandContext access) {
        return CommandGroupSpec.of("soil", "Look into the soil: the current state.", "  nimsforest soil ls")
                .addSubcommand("get", new SoilGetCommand(access))
                .addSubcommand("ls", new SoilLsCommand(access))
                .addSubcommand("watch", new SoilWatchCommand(access))
                .getCommandSpec();
    }

    static CommandSpec humus(ForestCommandContext access) {
        return CommandGroupSpec.of(
                        "humus", "Look into the humus: the log of all changes.", "  nimsforest humus ls -n 5")
                .addSubcommand("ls", new HumusLsCommand(access))
                .addSubcommand("tail", new HumusTailCommand(access))
                .getCommandSpec();
    }

    static CommandSpec deadLetter(ForestCommandContext access) {
        return CommandGroupSpec.of(
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

    static CommandSpec streams(ForestCommandContext access) {
        return CommandGroupSpec.of(
                        "streams",
                        "Compare the streams with how they are planned, and change them to it.",
                        "  nimsforest streams diff",
                        "  nimsforest streams apply")
                .addSubcommand("diff", new StreamsDiffCommand(access))
                .addSubcommand("apply", new StreamsApplyCommand(access))
                .getCommandSpec();
    }

    static CommandSpec cluster(ForestCommandContext access) {
        return CommandGroupSpec.of(
                        "cluster",
                        "Change the machines of the mesh, step by step and repeatable.",
                        "  nimsforest cluster plan replace nats-3 nats-4 192.168.1.13:6222",
                        "  nimsforest cluster apply replace nats-3 nats-4 192.168.1.13:6222")
                .addSubcommand(
                        "plan", changes("plan", "Show the steps of a change; nothing is changed.", access, false))
                .addSubcommand("apply", changes("apply", "Do a change; interrupted, run it again.", access, true))
                .getCommandSpec();
    }

    private static CommandLine changes(String name, String does, ForestCommandContext access, boolean applies) {
        return CommandGroupSpec.of(name, does, "  nimsforest cluster " + name + " remove nats-4")
                .addSubcommand("add", new ClusterAddCommand(access, applies))
                .addSubcommand("remove", new ClusterRemoveCommand(access, applies))
                .addSubcommand("replace", new ClusterReplaceCommand(access, applies))
                .addSubcommand("upgrade", new ClusterUpgradeCommand(access, applies))
                .addSubcommand("rotate-token", new ClusterRotateTokenCommand(access, applies));
    }

    /** Not its specification, to which the transformer of the command would be applied once more. */
    static CommandLine backup(ForestCommandContext access) {
        return new CommandLine(new BackupCommand(access))
                .addSubcommand("verify", new BackupVerifyCommand(access.context()));
    }
}
