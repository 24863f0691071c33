package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.ResultWriter;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.settings.Environment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** A command with the real catalogue, typed in this process: what it printed and how it ended. */
public record CommandResult(int exitCode, String out, String err) {
    static CommandResult type(String url, String... arguments) {
        return type(Map.of("NATS_URL", url), arguments);
    }

    /** With these variables, and no others. */
    public static CommandResult type(Map<String, String> variables, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandContext context = new CommandContext(
                new Environment(variables),
                ResultWriter.of(out, false),
                new PrintWriter(err),
                false,
                settings -> ProcessExitCodes.FAILED);
        int exitCode = new NimsforestCommandLine(context).execute(arguments);
        return new CommandResult(exitCode, out.toString(), err.toString());
    }
}
