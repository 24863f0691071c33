package com.nimsforest.node.bootstrap.cli;

import static java.util.Objects.requireNonNullElse;

import com.nimsforest.node.adapters.http.CannotListenException;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.settings.SettingsException;
import com.nimsforest.node.bootstrap.settings.parse.ClosestNameFinder;
import com.nimsforest.node.bootstrap.settings.parse.SecretText;
import com.nimsforest.node.domain.payload.PrintableText;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong in a command into one line for a person and an exit code. */
public final class CommandErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** How the library words that a value is no number: with the place of the parameter and the name of a Java type. */
    private static final Pattern NO_NUMBER = Pattern.compile(
            "(?s)Invalid value for (?:option '([^']+)'|positional parameter at index [0-9.*]+ \\(<?([^)>]+)>?\\)):"
                    + " '(.*)' is not an? (?:int|long)");

    private final CommandContext context;

    public CommandErrorHandler(CommandContext context) {
        this.context = context;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        String command = line.getCommandSpec().qualifiedName();
        boolean debug = context.environment()
                .find("LOG_LEVEL")
                .map(level -> level.toLowerCase(Locale.ROOT))
                .filter(level -> level.equals("debug") || level.equals("trace"))
                .isPresent();
        lines(failure, debug).forEach(text -> context.say(command + ": " + text));
        if (debug) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            context.err().print(PrintableText.lines(trace.toString()));
            context.err().flush();
        }
        return exitCode(failure);
    }

    private static List<String> lines(Exception failure, boolean debug) {
        if (failure instanceof SettingsException wrong) {
            return wrong.problems();
        }
        if (failure instanceof CommandException
                || failure instanceof ForestException
                || failure instanceof CannotListenException) {
            return List.of(oneLine(String.valueOf(failure.getMessage())));
        }
        return List.of("unexpected " + failure.getClass().getSimpleName() + ": "
                + oneLine(String.valueOf(failure.getMessage())) + (debug ? "" : "; LOG_LEVEL=debug shows where"));
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof CommandException known) {
            return known.exitCode();
        }
        if (failure instanceof SettingsException || failure instanceof CannotListenException) {
            return ProcessExitCodes.CONFIGURATION;
        }
        return failure instanceof SidecarUnavailableException ? ProcessExitCodes.UNREACHABLE : ProcessExitCodes.FAILED;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine line = wrong.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        context.say(command + ": " + oneLine(explained(wrong)) + " See '" + command + " --help'.");
        return ProcessExitCodes.USAGE;
    }

    private static String explained(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return worded(String.valueOf(wrong.getMessage())) + ".";
        }
        String first = SecretText.masked(unmatched.getUnmatched().get(0).replaceFirst("(?s)^(--?[A-Za-z-]+)=.*", "$1"));
        boolean command = !unmatched.isUnknownOption()
                && !wrong.getCommandLine().getSubcommands().isEmpty();
        String kind = unmatched.isUnknownOption() ? "option" : command ? "command" : "argument";
        List<String> suggestions = unmatched.getSuggestions();
        return "unknown " + kind + " '" + first + "'"
                + (suggestions.isEmpty() ? "." : "; did you mean '" + ClosestNameFinder.of(suggestions, first) + "'?");
    }

    private static String worded(String message) {
        Matcher number = NO_NUMBER.matcher(message);
        return number.matches()
                ? requireNonNullElse(number.group(1), number.group(2)) + ": expected a whole number, not "
                        + number.group(3)
                : uncapitalised(message);
    }

    private static String uncapitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static String oneLine(String message) {
        return PrintableText.line(message);
    }
}
