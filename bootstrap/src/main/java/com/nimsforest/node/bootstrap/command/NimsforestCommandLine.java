package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.CommandErrorHandler;
import com.nimsforest.node.bootstrap.node.NodeBuildVersion;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

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
        String[] typed = HelpCommand.expand(all.keySet(), arguments);
        CommandErrorHandler failures = new CommandErrorHandler(context);
        CommandLine line = new CommandLine(new RootCommand());
        commandsFor(typed).forEach((name, command) -> line.addSubcommand(name, commandLine(command.apply(context))));
        addHelpOptions(line);
        line.setOut(context.out())
                .setErr(context.err())
                .setColorScheme(Help.defaultColorScheme(context.colourful() ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setUsageHelpLongOptionsMaxWidth(32)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .registerConverter(Path.class, NimsforestCommandLine::path);
        int exitCode = delivered(line.execute(typed));
        context.err().flush();
        return exitCode;
    }

    /** An empty text, as of a variable that is not set, would name the folder in which the command runs. */
    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("expected a path, not an empty text");
        }
        return Path.of(text);
    }

    /**
     * A result that did not get where it should is a failure. A reader that has gone is told nothing, since it wanted no
     * more ({@code | head}); of anything else, such as a full disk, a person has to hear.
     */
    private int delivered(int exitCode) {
        Optional<IOException> lost = context.out().lost();
        if (lost.isEmpty()) {
            return exitCode;
        }
        if (!context.out().isPipe()) {
            context.say("nimsforest: the result could not be written to standard output: "
                    + lost.get().getMessage());
        }
        return exitCode == ProcessExitCodes.DONE ? ProcessExitCodes.FAILED : exitCode;
    }

    /** The one command that is asked for, which starts faster; or all, when help or suggestions may need them. */
    private Map<String, Function<CommandContext, Object>> commandsFor(String... arguments) {
        Function<CommandContext, Object> asked = arguments.length == 0 ? null : all.get(arguments[0]);
        return asked == null ? all : Map.of(arguments[0], asked);
    }

    private static void addHelpOptions(CommandLine line) {
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
        line.getSubcommands().values().forEach(NimsforestCommandLine::addHelpOptions);
    }

    private static CommandLine commandLine(Object command) {
        return command instanceof CommandLine made ? made : new CommandLine(command);
    }
}
