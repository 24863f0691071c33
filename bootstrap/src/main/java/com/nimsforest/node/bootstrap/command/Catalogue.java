package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.check.Places;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Every command by its name. A new command is one more line here. */
final class Catalogue {
    private static final Map<String, Function<CommandContext, Object>> COMMANDS = new LinkedHashMap<>();

    static {
        // Lambdas, not method references: a command's class is loaded only when it is the one that was asked for.
        COMMANDS.put("run", context -> new RunCommand(context));
        COMMANDS.put("dev", context -> new DevCommand(context));
        COMMANDS.put("config", context -> new ConfigCommand(context));
        COMMANDS.put("status", context -> new StatusCommand(context, NatsSessions::onlooker, Clock.systemUTC()));
        COMMANDS.put("check", context -> new CheckCommand(context, Places.standard()));
        COMMANDS.put("river", context -> ForestCommands.river(ForestAccess.real(context)));
        COMMANDS.put("leaf", context -> ForestCommands.leaf(ForestAccess.real(context)));
        COMMANDS.put("soil", context -> ForestCommands.soil(ForestAccess.real(context)));
        COMMANDS.put("humus", context -> ForestCommands.humus(ForestAccess.real(context)));
        COMMANDS.put("deadletter", context -> ForestCommands.deadLetter(ForestAccess.real(context)));
        COMMANDS.put("drill", context -> new DrillCommand(ForestAccess.real(context)));
        COMMANDS.put("bench", context -> new BenchCommand(context));
        COMMANDS.put("streams", context -> ForestCommands.streams(ForestAccess.real(context)));
        COMMANDS.put("audit", context -> new AuditCommand(ForestAccess.real(context)));
    }

    private Catalogue() {}

    static Map<String, Function<CommandContext, Object>> commands() {
        return COMMANDS;
    }
}
