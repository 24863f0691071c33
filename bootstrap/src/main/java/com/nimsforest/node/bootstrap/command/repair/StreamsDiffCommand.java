package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Shows how the streams differ from their plans. */
@Command(
        name = "diff",
        description = "Show how the streams differ from the configuration that a node would create.",
        footer = {"  nimsforest streams diff", "", "Exit code 0 if they are equal, 1 if they differ."})
public final class StreamsDiffCommand extends ForestCommand {
    public StreamsDiffCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        return session -> show(session.streamPlans().drift());
    }

    private int show(List<StreamConfigDrift> drift) {
        if (json()) {
            JsonResultPrinter.print(context().out(), Map.of("differences", StreamDriftText.json(drift)));
        } else {
            drift.forEach(one ->
                    print(StreamDriftText.line(one) + (one.narrows() ? "; it would keep less: apply --narrow" : "")));
        }
        return drift.isEmpty() ? ProcessExitCodes.DONE : ProcessExitCodes.FAILED;
    }
}
