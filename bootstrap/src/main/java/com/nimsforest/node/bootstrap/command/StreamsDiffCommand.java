package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.domain.health.StreamDrift;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows how the streams differ from their plans. */
@Command(
        name = "diff",
        description = "Show how the streams differ from how a node would make them.",
        footer = {"  nimsforest streams diff", "", "Exit code 0 when they do not differ, 1 when they do."})
final class StreamsDiffCommand extends ForestCommand {
    StreamsDiffCommand(ForestAccess access) {
        super(access);
    }

    @Override
    Work prepare() {
        return session -> show(session.streamPlans().drift());
    }

    private int show(List<StreamDrift> drift) {
        if (json()) {
            JsonOutput.print(context().out(), StreamsText.json("differences", drift));
        } else {
            drift.forEach(one ->
                    print(StreamsText.line(one) + (one.narrows() ? "; it would keep less: apply --narrow" : "")));
        }
        return drift.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }
}
