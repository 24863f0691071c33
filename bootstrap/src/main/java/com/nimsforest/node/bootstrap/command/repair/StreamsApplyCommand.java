package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the streams to their plans. */
@Command(
        name = "apply",
        description =
                "Change the streams to the configuration that a node would create. Reduces no limit without --narrow.",
        footer = {"  nimsforest streams apply", "  nimsforest streams apply --narrow"})
public final class StreamsApplyCommand extends ForestCommand {
    @Option(
            names = "--narrow",
            description = "Also reduce limits: the servers delete the messages beyond the new limit.")
    private boolean narrow;

    public StreamsApplyCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        return session -> show(session.streamPlans().apply(narrow));
    }

    private int show(List<StreamConfigDrift> changed) {
        if (json()) {
            JsonResultPrinter.print(context().out(), StreamDriftText.json("changed", changed));
        } else {
            changed.forEach(one -> print("changed " + StreamDriftText.line(one)));
        }
        return ProcessExitCodes.DONE;
    }
}
