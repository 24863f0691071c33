package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.ports.driven.DeadLetters;
import picocli.CommandLine.Command;

/** Puts dead letters back to where they came from. */
@Command(
        name = "retry",
        customSynopsis = "nimsforest deadletter retry [OPTIONS] (N... | --all)",
        description = "Put dead letters back into their streams, for the consumers that failed on them.",
        footer = {"  nimsforest deadletter retry 3 4", "  nimsforest deadletter retry --all"})
public final class DeadLetterRetryCommand extends DeadLetterActionCommand {
    public DeadLetterRetryCommand(ForestCommandContext access) {
        super(access, "retried");
    }

    @Override
    boolean apply(DeadLetters deadLetters, long number) {
        return deadLetters.retry(number);
    }
}
