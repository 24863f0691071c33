package com.nimsforest.node.bootstrap.command;

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
final class SoilGetCommand extends ForestCommand {
    @Parameters(paramLabel = "KEY", description = "The entity.")
    private String key = "";

    SoilGetCommand(ForestAccess access) {
        super(access);
    }

    @Override
    Work prepare() {
        EntityKey entity = typed(() -> EntityKey.of(key));
        return session -> show(session.soil()
                .dig(entity)
                .orElseThrow(() -> new CommandFailure(ExitCodes.FAILED, "the soil has no entry " + entity)));
    }

    private int show(SoilEntry entry) {
        if (json()) {
            JsonOutput.print(context().out(), SoilJson.of(entry));
        } else {
            print(entry.value().text());
        }
        return ExitCodes.DONE;
    }
}
