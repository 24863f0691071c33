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
        description = "Change the streams to how a node would make them. Nothing is narrowed unless told.",
        footer = {"  nimsforest streams apply", "  nimsforest streams apply --narrow"})
public final class StreamsApplyCommand extends ForestCommand {
    @Option(
            names = "--narrow",
            description = "Also where a stream keeps more than planned: the servers drop what is beyond the new bound.")
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
