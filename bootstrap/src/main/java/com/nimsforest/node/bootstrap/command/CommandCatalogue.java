package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.command.backup.RestoreCommand;
import com.nimsforest.node.bootstrap.command.look.StatusCommand;
import com.nimsforest.node.bootstrap.command.repair.AuditCommand;
import com.nimsforest.node.bootstrap.command.rescue.RescueCommand;
import com.nimsforest.node.bootstrap.command.run.CheckCommand;
import com.nimsforest.node.bootstrap.command.run.ConfigCommand;
import com.nimsforest.node.bootstrap.command.run.RunCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.command.session.NatsSessionOpener;
import com.nimsforest.node.bootstrap.lab.bench.BenchCommand;
import com.nimsforest.node.bootstrap.lab.dev.DevCommand;
import com.nimsforest.node.bootstrap.lab.drill.DrillCommand;
import com.nimsforest.node.bootstrap.preflight.MachinePaths;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Every command by its name. A new command is one more line here. */
final class CommandCatalogue {
    private static final Map<String, Function<CommandContext, Object>> COMMANDS = new LinkedHashMap<>();

    static {
        // Lambdas, not method references: a command's class is loaded only when it is the one that was asked for.
        COMMANDS.put("run", context -> new RunCommand(context));
        COMMANDS.put("dev", context -> new DevCommand(context));
        COMMANDS.put("config", context -> new ConfigCommand(context));
        COMMANDS.put(
                "status", context -> new StatusCommand(context, NatsSessionOpener::statusProbe, Clock.systemUTC()));
        COMMANDS.put("check", context -> new CheckCommand(context, MachinePaths.standard()));
        COMMANDS.put("river", context -> ForestCommandGroups.river(ForestCommandContext.real(context)));
        COMMANDS.put("leaf", context -> ForestCommandGroups.leaf(ForestCommandContext.real(context)));
        COMMANDS.put("soil", context -> ForestCommandGroups.soil(ForestCommandContext.real(context)));
        COMMANDS.put("humus", context -> ForestCommandGroups.humus(ForestCommandContext.real(context)));
        COMMANDS.put("deadletter", context -> ForestCommandGroups.deadLetter(ForestCommandContext.real(context)));
        COMMANDS.put("drill", context -> new DrillCommand(ForestCommandContext.real(context)));
        COMMANDS.put("bench", context -> new BenchCommand(context));
        COMMANDS.put("streams", context -> ForestCommandGroups.streams(ForestCommandContext.real(context)));
        COMMANDS.put(HelpCommand.NAME, context -> new HelpCommand());
        COMMANDS.put("version", context -> new VersionCommand(context));
        COMMANDS.put("backup", context -> ForestCommandGroups.backup(ForestCommandContext.real(context)));
        COMMANDS.put("restore", context -> new RestoreCommand(ForestCommandContext.real(context)));
        COMMANDS.put("cluster", context -> ForestCommandGroups.cluster(ForestCommandContext.real(context)));
        COMMANDS.put("rescue", context -> new RescueCommand(ForestCommandContext.real(context)));
        COMMANDS.put("audit", context -> new AuditCommand(ForestCommandContext.real(context)));
    }

    private CommandCatalogue() {}

    static Map<String, Function<CommandContext, Object>> commands() {
        return COMMANDS;
    }
}
