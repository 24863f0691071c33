package com.nimsforest.node.bootstrap.command;

import static java.util.Objects.requireNonNull;

import java.time.Clock;

/** What the commands that feed and look into the forest are given beside the context. */
record ForestAccess(CommandContext context, Session.Opener sessions, Clock clock, StandardInput input) {
    ForestAccess {
        requireNonNull(context, "context");
        requireNonNull(sessions, "sessions");
        requireNonNull(clock, "clock");
        requireNonNull(input, "input");
    }

    /** The local NATS server, and what is piped into this process. */
    static ForestAccess real(CommandContext context) {
        return new ForestAccess(
                context, settings -> NatsSessions.open(settings), Clock.systemUTC(), StandardInput.ofProcess());
    }
}
