package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.simulation.SimulationEvent.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One run: events flow in while things go wrong; then all is well for a while, and what is there is checked. */
final class SimulationRun {
    /** Longer than the slowest call, the slowest caller and all attempts at poison take; within the duplicate window. */
    private static final Duration QUIET = Duration.ofSeconds(60);

    /**
     * What came of a run.
     *
     * @param problems what is wrong; empty when nothing is
     * @param trace what happened, if it was asked for
     */
    record Result(long seed, List<String> problems, List<String> trace) {
        boolean failed() {
            return !problems.isEmpty();
        }
    }

    private final long seed;
    private final SimulationContext world;
    private final SplittableRandom random;
    private final InMemoryForest witness;
    private final SimulationHistory history;
    private final SimulationFleet fleet;
    private final SimulationOutages chaos;
    private final List<SimulationCaller> callers = new ArrayList<>();

    private SimulationRun(long seed, SimulationMutant mutant, boolean traced) {
        this.seed = seed;
        this.world = new SimulationContext(seed, mutant, traced);
        this.random = world.random.split();
        this.witness = new InMemoryForest(world.servers, world.clock);
        this.history = new SimulationHistory(witness);
        this.fleet = new SimulationFleet(world);
        this.chaos = new SimulationOutages(world, fleet, history);
    }

    static Result run(long seed) {
        return run(seed, SimulationMutant.NONE);
    }

    static Result run(long seed, SimulationMutant mutant) {
        return new SimulationRun(seed, mutant, false).result();
    }

    static Result trace(long seed) {
        return new SimulationRun(seed, SimulationMutant.NONE, true).result();
    }

    private Result result() {
        planCallers();
        chaos.plan();
        world.time.advance(SimulationOutages.LENGTH);
        endTheFaults();
        world.time.advance(QUIET);
        world.problems.addAll(new SimulationChecker(history, witness, fleet.saysAnything())
                .check(callers, chaos.deadLetters(), chaos.areIdsForgotten(), chaos.areLeafIdsForgotten()));
        if (!chaos.areIdsForgotten()) {
            world.problems.addAll(new SimulationTally(history, this::isInOrder).check(callers));
        }
        if (!chaos.areIdsForgotten() && world.plans) {
            world.problems.addAll(new SimulationTally(history, this::isInOrder).checkPlans(callers));
        }
        world.problems.forEach(problem -> world.trace.add("PROBLEM", () -> problem));
        return new Result(seed, List.copyOf(world.problems), world.trace.lines());
    }

    /** What a tree failed on, or that not every node knows, may have been set aside. */
    private boolean isInOrder(SimulationEvent event) {
        return event.kind() == Kind.WORK
                && !world.faults.haveHung()
                && world.faults.wasNeverMoody("words " + event.id());
    }

    private void planCallers() {
        int entities = 1 + random.nextInt(3);
        int events = 3 + random.nextInt(6);
        for (int n = 0; n < events; n++) {
            SimulationEvent event = new SimulationEvent(
                    "e" + n, kind(), 1 + random.nextInt(2), 1 + random.nextInt(2), random.nextInt(3) == 0, entities);
            SimulationCaller caller = new SimulationCaller(world, fleet, event);
            callers.add(caller);
            // Some come together, so that they meet on their way.
            long at = random.nextInt(3) == 0 ? 0 : random.nextLong(SimulationOutages.LENGTH.toMillis());
            world.later(Duration.ofMillis(at), caller::send);
        }
    }

    private Kind kind() {
        Kind[] kinds = Kind.values();
        return random.nextInt(4) > 0 ? Kind.WORK : kinds[random.nextInt(kinds.length)];
    }

    private void endTheFaults() {
        world.trace.add("all", () -> "is well from now on");
        world.faults.stop();
        world.servers.regainStorage();
        fleet.recover();
    }
}
