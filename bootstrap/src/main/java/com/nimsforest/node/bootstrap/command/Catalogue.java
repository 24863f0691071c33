package com.nimsforest.node.bootstrap.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Every command by its name. A new command is one more line here. */
final class Catalogue {
    private static final Map<String, Function<CommandContext, Object>> COMMANDS = new LinkedHashMap<>();

    static {
        // Lambdas, not method references: a command's class is loaded only when it is the one that was asked for.
        COMMANDS.put("run", context -> new RunCommand(context));
        COMMANDS.put("config", context -> new ConfigCommand(context));
    }

    private Catalogue() {}

    static Map<String, Function<CommandContext, Object>> commands() {
        return COMMANDS;
    }
}
