package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.ports.driven.DeadLetters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;

/** Does the same with each of some dead letters and says with which it could. */
abstract class DeadLetterActionCommand extends ForestCommand {
    private final String done;

    @ArgGroup(multiplicity = "1")
    private DeadLetterSelection choice = new DeadLetterSelection();

    /** The word in the result for a letter with which it was done. */
    DeadLetterActionCommand(ForestCommandContext access, String done) {
        super(access);
        this.done = done;
    }

    /** Returns whether there was such a letter. */
    abstract boolean apply(DeadLetters deadLetters, long number);

    @Override
    protected Work prepare() {
        return session -> applyToAll(session.deadLetters());
    }

    private int applyToAll(DeadLetters deadLetters) {
        List<Long> applied = new ArrayList<>();
        List<Long> missing = new ArrayList<>();
        try {
            for (long number : choice.numbers(deadLetters)) {
                (apply(deadLetters, number) ? applied : missing).add(number);
            }
        } finally {
            // A failure half-way must not hide what was done before it.
            show(applied, missing);
        }
        missing.forEach(number -> context().say("there is no dead letter " + number));
        return missing.isEmpty() ? ProcessExitCodes.DONE : ProcessExitCodes.FAILED;
    }

    private void show(List<Long> applied, List<Long> missing) {
        if (json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put(done, applied);
            result.put("missing", missing);
            JsonResultPrinter.print(context().out(), result);
        } else {
            applied.forEach(number -> print(done + " " + number));
        }
    }
}
