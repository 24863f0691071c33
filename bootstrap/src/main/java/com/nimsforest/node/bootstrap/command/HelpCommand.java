package com.nimsforest.node.bootstrap.command;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code help COMMAND …} is {@code COMMAND … --help}; this class is how the command shows in lists. */
@Command(
        name = HelpCommand.NAME,
        description = "Show what a command does, with an example.",
        footerHeading = "%nExample:%n",
        footer = {"  nimsforest help", "  nimsforest help river put"})
final class HelpCommand implements Runnable {
    static final String NAME = "help";

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command; none: list all commands.")
    private String[] path = {};

    /** What is typed instead of a request for help; a command that nobody knows stays as it is, to be refused by its name. */
    static String[] expand(Set<String> commands, String... arguments) {
        boolean asked = arguments.length > 0
                && arguments[0].equals(NAME)
                && Arrays.stream(arguments).noneMatch(argument -> argument.startsWith("-"));
        if (!asked) {
            return arguments;
        }
        String[] path = Arrays.copyOfRange(arguments, 1, arguments.length);
        boolean unknown = path.length > 0 && !commands.contains(path[0]);
        return unknown
                ? new String[] {path[0]}
                : Stream.concat(Arrays.stream(path), Stream.of("--help")).toArray(String[]::new);
    }

    @Override
    public void run() {
        throw new IllegalStateException("help was not expanded: " + String.join(" ", path));
    }
}
