package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.settings.Environment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** A command with the real catalogue, typed in this process: what it printed and how it ended. */
public record TypedCommand(int exitCode, String out, String err) {
    static TypedCommand type(String url, String... arguments) {
        return type(Map.of("NATS_URL", url), arguments);
    }

    /** With these variables, and no others. */
    public static TypedCommand type(Map<String, String> variables, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandContext context = new CommandContext(
                new Environment(variables),
                new PrintWriter(out),
                new PrintWriter(err),
                false,
                settings -> ExitCodes.FAILED);
        int exitCode = new NimsforestLine(context).execute(arguments);
        return new TypedCommand(exitCode, out.toString(), err.toString());
    }
}
