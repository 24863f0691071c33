package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.fakes.InMemoryServers;
import com.nimsforest.node.ports.fakes.ManualScheduler;
import com.nimsforest.node.ports.fakes.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What all of a run share: time, chance, the servers, and what is remembered of it. */
final class SimulationContext {
    final MutableClock clock = MutableClock.standing();
    final SplittableRandom random;
    final ManualScheduler time;
    final InMemoryServers servers;
    final SimulationFaults faults;
    final SimulationTrace trace;
    final SimulationMutant mutant;
    /** Whether there are nims that drop leaves later: not in every run, since they take time. */
    final boolean plans;

    final List<String> problems = new ArrayList<>();
    private final Map<EntityKey, List<SoilState>> surveys = new HashMap<>();

    SimulationContext(long seed, SimulationMutant mutant, boolean traced) {
        this.random = new SplittableRandom(seed);
        // A rank by chance: of what could happen now, anything may happen first.
        this.time = new ManualScheduler(clock, random::nextLong);
        this.servers = new InMemoryServers(clock, time)
                .redeliverAfter(failed -> Duration.ofMillis(500L * Math.min(failed, 3)));
        servers.discardOldest("RIVER", mutant.mostInTheRiver());
        this.faults = new SimulationFaults(random.split());
        this.trace = new SimulationTrace(clock, traced);
        this.mutant = mutant;
        this.plans = seed % 3 == 0;
    }

    /** Has something happen later. What it throws is a bug, of the simulation or of what it runs. */
    void later(Duration delay, Runnable action) {
        time.schedule(
                () -> {
                    try {
                        action.run();
                    } catch (RuntimeException | Error bug) {
                        problems.add("thrown: " + bug + " at " + bug.getStackTrace()[0]);
                    }
                },
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** This answer of the soil, or one that it gave for the key before: the soil as a replica may still see it. */
    SoilState surveyed(SoilState state) {
        List<SoilState> answers = surveys.computeIfAbsent(state.key(), any -> new ArrayList<>());
        answers.add(state);
        return mutant.surveyed(faults.isStale() ? faults.oneOf(answers) : state);
    }
}
