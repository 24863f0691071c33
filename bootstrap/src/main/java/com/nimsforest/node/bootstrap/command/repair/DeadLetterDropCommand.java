package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.ports.driven.DeadLetters;
import picocli.CommandLine.Command;

/** Throws dead letters away. */
@Command(
        name = "drop",
        customSynopsis = "nimsforest deadletter drop [OPTIONS] (N... | --all)",
        description = "Delete dead letters permanently.",
        footer = {"  nimsforest deadletter drop 3 4", "  nimsforest deadletter drop --all"})
public final class DeadLetterDropCommand extends DeadLetterActionCommand {
    public DeadLetterDropCommand(ForestCommandContext access) {
        super(access, "dropped");
    }

    @Override
    boolean apply(DeadLetters deadLetters, long number) {
        return deadLetters.drop(number);
    }
}
