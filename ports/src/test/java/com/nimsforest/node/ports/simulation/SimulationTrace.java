package com.nimsforest.node.ports.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in a run, one line a step; kept only if somebody wants to read it. */
final class SimulationTrace {
    private final Clock clock;
    private final Instant start;
    private final boolean enabled;
    private final List<String> lines = new ArrayList<>();

    SimulationTrace(Clock clock, boolean enabled) {
        this.clock = clock;
        this.start = clock.instant();
        this.enabled = enabled;
    }

    void add(String who, Supplier<String> what) {
        if (enabled) {
            double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
            lines.add(String.format("%9.3fs %-8s %s", seconds, who, what.get()));
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
