package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.payload.PrintableText;
import com.nimsforest.node.ports.driven.DeadLetter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one dead letter with its message. */
@Command(
        name = "show",
        description = "Show one dead letter with its original message.",
        footer = {"  nimsforest deadletter show 3"})
public final class DeadLetterShowCommand extends ForestCommand {
    @Parameters(paramLabel = "N", description = "The number of the dead letter.")
    private long number;

    public DeadLetterShowCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        return session -> show(session.deadLetters()
                .find(number)
                .orElseThrow(() -> new CommandException(ProcessExitCodes.FAILED, "there is no dead letter " + number)));
    }

    private int show(DeadLetter deadLetter) {
        if (json()) {
            JsonResultPrinter.print(context().out(), DeadLetterText.jsonWithData(deadLetter));
            return ProcessExitCodes.DONE;
        }
        for (Map.Entry<String, Object> fact : DeadLetterText.json(deadLetter).entrySet()) {
            String value = PrintableText.line(String.valueOf(fact.getValue()));
            context().out().println(fact.getKey() + ": " + value);
        }
        if (!deadLetter.stackTrace().isEmpty()) {
            print("stack trace:");
            deadLetter.stackTrace().lines().map(PrintableText::line).forEach(frame -> print("    " + frame));
        }
        print("");
        print(DeadLetterText.data(deadLetter));
        return ProcessExitCodes.DONE;
    }
}
