package com.nimsforest.node.bootstrap.command.look;

import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.payload.PrintableText;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the value of one entity. */
@Command(
        name = "get",
        description = "Show the value of one entity.",
        footer = {
            "  nimsforest soil get task-cus_alice-evt_1",
            "  nimsforest soil get task-cus_alice-evt_1 -o json    with its revision and source",
            "",
            "Exit code 1 when the soil has no such entry."
        })
public final class SoilGetCommand extends ForestCommand {
    @Parameters(paramLabel = "KEY", description = "The entity.")
    private String key = "";

    public SoilGetCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        EntityKey entity = typed(() -> EntityKey.of(key));
        return session -> show(session.soil()
                .dig(entity)
                .orElseThrow(() -> new CommandException(ProcessExitCodes.FAILED, "the soil has no entry " + entity)));
    }

    private int show(SoilEntry entry) {
        if (json()) {
            JsonResultPrinter.print(context().out(), SoilEntryJson.of(entry));
        } else {
            print(PrintableText.escaped(entry.value().text()));
        }
        return ProcessExitCodes.DONE;
    }
}
