package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the streams to their plans. */
@Command(
        name = "apply",
        description =
                "Change the streams to the configuration that a node would create. Reduces no limit without --narrow.",
        footer = {
            "  nimsforest streams apply",
            "  nimsforest streams apply --narrow",
            "  nimsforest streams apply --atomic-batches",
            "",
            "Exit code 0 if the streams are as planned, 1 if the servers refuse a change."
        })
public final class StreamsApplyCommand extends ForestCommand {
    @Option(
            names = "--narrow",
            description = "Also reduce limits: the servers delete the messages beyond the new limit.")
    private boolean narrow;

    @Option(
            names = "--atomic-batches",
            description = {
                "Also have RIVER, LEAVES, HUMUS and the soil take what waits for them in atomic batches, which is faster. "
                        + "Every nats-server of the mesh must be 2.15.0 or later. There is no way back below 2.12.1: "
                        + "a server of 2.11 ends with a panic at such a stream."
            })
    private boolean atomicBatches;

    public StreamsApplyCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        return session -> {
            List<StreamConfigDrift> changed = new ArrayList<>();
            if (atomicBatches) {
                changed.addAll(session.streamPlans().allowBatches());
            }
            changed.addAll(session.streamPlans().apply(narrow));
            List<StreamConfigDrift> left = session.streamPlans().drift().stream()
                    .filter(one -> narrow || !one.narrows())
                    .toList();
            return show(changed, left);
        };
    }

    private int show(List<StreamConfigDrift> changed, List<StreamConfigDrift> left) {
        if (json()) {
            JsonResultPrinter.print(
                    context().out(),
                    Map.of(
                            "changed", StreamDriftText.json(changed),
                            "unchanged", StreamDriftText.json(left)));
        } else {
            changed.forEach(one -> print("changed " + StreamDriftText.line(one)));
            left.forEach(one -> print("unchanged " + StreamDriftText.line(one)
                    + "; the servers do not change this in a stream that exists: docs/RUNBOOK.md#drift"));
            if (atomicBatches) {
                print(
                        "no nats-server of this mesh may go back below 2.12.1 from now on: one of 2.11 ends with a panic");
            }
        }
        return left.isEmpty() ? ProcessExitCodes.DONE : ProcessExitCodes.FAILED;
    }
}
