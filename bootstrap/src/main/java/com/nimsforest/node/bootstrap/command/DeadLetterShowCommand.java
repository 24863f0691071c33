package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.ports.driven.DeadLetter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one dead letter with its message. */
@Command(
        name = "show",
        description = "Show one dead letter, with the message as it came.",
        footer = {"  nimsforest deadletter show 3"})
final class DeadLetterShowCommand extends ForestCommand {
    @Parameters(paramLabel = "N", description = "The number of the dead letter.")
    private long number;

    DeadLetterShowCommand(ForestAccess access) {
        super(access);
    }

    @Override
    Work prepare() {
        return session -> show(session.deadLetters()
                .find(number)
                .orElseThrow(() -> new CommandFailure(ExitCodes.FAILED, "there is no dead letter " + number)));
    }

    private int show(DeadLetter letter) {
        if (json()) {
            JsonOutput.print(context().out(), DeadLetterText.jsonWithData(letter));
            return ExitCodes.DONE;
        }
        for (Map.Entry<String, Object> fact : DeadLetterText.json(letter).entrySet()) {
            String value = String.valueOf(fact.getValue()).replaceAll("\\p{Cntrl}", " ");
            context().out().println(fact.getKey() + ": " + value);
        }
        print("");
        print(DeadLetterText.data(letter));
        return ExitCodes.DONE;
    }
}
