package com.nimsforest.node.bootstrap.command.session;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.StandardInputReader;
import java.time.Clock;

/** What the commands that feed and look into the forest are given beside the context. */
public record ForestCommandContext(
        CommandContext context, ForestSession.Opener sessions, Clock clock, StandardInputReader input) {
    public ForestCommandContext {
        requireNonNull(context, "context");
        requireNonNull(sessions, "sessions");
        requireNonNull(clock, "clock");
        requireNonNull(input, "input");
    }

    /** The local NATS server, and what is piped into this process. */
    public static ForestCommandContext real(CommandContext context) {
        return new ForestCommandContext(
                context,
                settings -> NatsSessionOpener.open(settings),
                Clock.systemUTC(),
                StandardInputReader.ofProcess());
    }
}
