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
}
