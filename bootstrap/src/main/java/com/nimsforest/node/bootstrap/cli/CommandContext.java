package com.nimsforest.node.bootstrap.cli;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.domain.payload.PrintableText;
import java.io.PrintWriter;
import java.util.function.ToIntFunction;

/**
 * What every command is given: where it reads, where it writes, and how a node is run.
 *
 * @param out results, and nothing else
 * @param err all that is said to a person
 * @param colourful whether results go to a terminal that shows colours
 * @param node runs a node until it ends, and gives the exit code
 */
public record CommandContext(
        Environment environment,
        ResultWriter out,
        PrintWriter err,
        boolean colourful,
        ToIntFunction<NodeSettings> node) {
    public CommandContext {
        requireNonNull(environment, "environment");
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        requireNonNull(node, "node");
    }

    /** One line to the person at the terminal. */
    public void say(String line) {
        err.println(PrintableText.line(line));
        err.flush();
    }
}
