package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.domain.health.StreamDrift;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the streams to their plans. */
@Command(
        name = "apply",
        description = "Change the streams to how a node would make them. Nothing is narrowed unless told.",
        footer = {"  nimsforest streams apply", "  nimsforest streams apply --narrow"})
final class StreamsApplyCommand extends ForestCommand {
    @Option(
            names = "--narrow",
            description = "Also where a stream keeps more than planned: the servers drop what is beyond the new bound.")
    private boolean narrow;

    StreamsApplyCommand(ForestAccess access) {
        super(access);
    }

    @Override
    Work prepare() {
        return session -> show(session.streamPlans().apply(narrow));
    }

    private int show(List<StreamDrift> changed) {
        if (json()) {
            JsonOutput.print(context().out(), StreamsText.json("changed", changed));
        } else {
            changed.forEach(one -> print("changed " + StreamsText.line(one)));
        }
        return ExitCodes.DONE;
    }
}
