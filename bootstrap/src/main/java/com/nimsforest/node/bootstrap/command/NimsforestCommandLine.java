package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.CommandErrorHandler;
import com.nimsforest.node.bootstrap.node.NodeBuildVersion;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line {@code nimsforest COMMAND …}. */
public final class NimsforestCommandLine {
    private final CommandContext context;
    private final Map<String, Function<CommandContext, Object>> all;

    public NimsforestCommandLine(CommandContext context) {
        this(context, CommandCatalogue.commands());
    }

    NimsforestCommandLine(CommandContext context, Map<String, Function<CommandContext, Object>> commands) {
        this.context = context;
        this.all = commands;
    }

    /** Does what the arguments say and gives the exit code; a failure is one line on standard error, never an exception. */
    public int execute(String... arguments) {
        CommandErrorHandler failures = new CommandErrorHandler(context);
        CommandLine line = new CommandLine(new RootCommand());
        commandsFor(arguments)
                .forEach((name, command) -> line.addSubcommand(name, new CommandLine(command.apply(context))));
        equip(line);
        line.setOut(context.out())
                .setErr(context.err())
                .setColorScheme(Help.defaultColorScheme(context.colourful() ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setUsageHelpLongOptionsMaxWidth(32)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        int exitCode = line.execute(arguments);
        context.out().flush();
        context.err().flush();
        return exitCode;
    }

    /** The one command that is asked for, which starts faster; or all, when help or suggestions may need them. */
    private Map<String, Function<CommandContext, Object>> commandsFor(String... arguments) {
        Function<CommandContext, Object> asked = arguments.length == 0 ? null : all.get(arguments[0]);
        return asked == null ? all : Map.of(arguments[0], asked);
    }

    private static void equip(CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and end.")
                .build());
        command.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version and end.")
                .build());
        command.versionProvider(() -> new String[] {"nimsforest " + NodeBuildVersion.current()});
        command.usageMessage().abbreviateSynopsis(true).sortOptions(false);
        line.getSubcommands().values().forEach(NimsforestCommandLine::equip);
    }
}
