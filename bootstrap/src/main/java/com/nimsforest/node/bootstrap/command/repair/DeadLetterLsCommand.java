package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.cli.TextTable;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.ports.driven.DeadLetter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what could not be processed. */
@Command(
        name = "ls",
        description = "List the messages that could not be processed, oldest first.",
        footer = {"  nimsforest deadletter ls", "  nimsforest deadletter ls --from 120 -n 50"})
public final class DeadLetterLsCommand extends ForestCommand {
    /** They are held all at once. */
    private static final int MOST = 10_000;

    @Option(
            names = {"-n", "--most"},
            paramLabel = "N",
            defaultValue = "100",
            description = "Maximum number (${DEFAULT-VALUE}).")
    private int most = 100;

    @Option(
            names = "--from",
            paramLabel = "N",
            defaultValue = "1",
            description = "The first number to list (${DEFAULT-VALUE}).")
    private long from = 1;

    public DeadLetterLsCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        if (most < 1 || most > MOST) {
            throw wrongUsage("-n must be 1 to " + MOST + ": " + most);
        }
        if (from < 1) {
            throw wrongUsage("--from must be 1 or more: " + from);
        }
        return session -> show(session.deadLetters().list(from, most));
    }

    private int show(List<DeadLetter> deadLetters) {
        if (json()) {
            List<Map<String, Object>> shown =
                    deadLetters.stream().map(DeadLetterText::json).toList();
            JsonResultPrinter.print(context().out(), Map.of("deadLetters", shown));
        } else if (deadLetters.isEmpty()) {
            context().say("there are no dead letters");
        } else {
            table(deadLetters).print(context().out(), context().colourful());
        }
        return ProcessExitCodes.DONE;
    }

    private static TextTable table(List<DeadLetter> deadLetters) {
        TextTable table = new TextTable("NUMBER", "AT", "STREAM", "CONSUMER", "SUBJECT", "SEQ", "BYTES", "REASON");
        deadLetters.forEach(deadLetter -> table.row(
                deadLetter.number(),
                deadLetter.at(),
                deadLetter.stream(),
                deadLetter.consumer(),
                deadLetter.subject(),
                deadLetter.sequence(),
                deadLetter.data().size(),
                deadLetter.reason()));
        return table;
    }
}
