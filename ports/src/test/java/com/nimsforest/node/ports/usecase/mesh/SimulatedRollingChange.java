package com.nimsforest.node.ports.usecase.mesh;

import com.nimsforest.node.domain.mesh.MeshMachine;
import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.domain.mesh.MeshStream;
import com.nimsforest.node.domain.mesh.RollingChange;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Machines that restart with a step, are away for a while, and then catch up. Machines whose tokens are two stages apart have no
 * route. The caller may be killed at each request, before or after it was done.
 */
final class SimulatedRollingChange implements MeshSteps {
    private final Random random;
    private final RollingChange roll;
    private final double deadliness;
    private final TreeMap<String, Integer> stages = new TreeMap<>();
    /** How long each machine is still away, and behind. */
    private final TreeMap<String, Integer> away = new TreeMap<>();

    private final TreeMap<String, Integer> behind = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private String spoilt = "";

    SimulatedRollingChange(Random random, int size, RollingChange roll, double deadliness) {
        this.random = random;
        this.roll = roll;
        this.deadliness = deadliness;
        for (int machine = 1; machine <= size; machine++) {
            stages.put("nats-" + machine, 0);
            away.put("nats-" + machine, 0);
            behind.put("nats-" + machine, 0);
        }
        behind.put("nats-" + (1 + random.nextInt(size)), random.nextInt(4));
    }

    RollingChange roll() {
        return roll;
    }

    List<String> violations() {
        return violations;
    }

    boolean isWhole() {
        tick();
        return away.values().stream().allMatch(looks -> looks == 0);
    }

    boolean isComplete() {
        return stages.values().stream().allMatch(stage -> stage == roll.stages().size());
    }

    @Override
    public MeshState state() {
        maybeDie();
        tick();
        MeshStream river =
                new MeshStream("RIVER", stages.size(), 1, named(this::isCurrent), named(name -> !isCurrent(name)));
        return new MeshState(
                        "nats-1",
                        stages.keySet().stream()
                                .map(name -> new MeshMachine(name, away.get(name) == 0))
                                .toList(),
                        List.of(river))
                .with(stages);
    }

    private Set<String> named(Predicate<String> names) {
        return stages.keySet().stream().filter(names).collect(Collectors.toSet());
    }

    private boolean isCurrent(String machine) {
        return away.get(machine) == 0 && behind.get(machine) == 0;
    }

    /** With the new version it never catches up. */
    void spoil(String machine) {
        spoilt = machine;
    }

    @Override
    public Optional<String> wayBack(MeshStep step) {
        return roll == RollingChange.UPGRADE ? Optional.of("go-back") : Optional.empty();
    }

    @Override
    public void takeBack(MeshStep step) {
        stages.put(step.subject(), 0);
        away.put(step.subject(), random.nextInt(4));
        check(step);
    }

    private void tick() {
        if (stages.getOrDefault(spoilt, 0) > 0) {
            behind.put(spoilt, 2);
        }
        behind.replaceAll((name, looks) -> away.get(name) > 0 ? looks : Math.max(0, looks - 1));
        away.replaceAll((name, looks) -> Math.max(0, looks - 1));
    }

    /** A step that was done before changes nothing. */
    @Override
    public void begin(MeshStep step) {
        maybeDie();
        maybeCutOff();
        int stage = roll.stages().indexOf(step.kind()) + 1;
        if (stages.get(step.subject()) < stage) {
            stages.put(step.subject(), stage);
            away.put(step.subject(), random.nextInt(4));
            behind.put(step.subject(), random.nextInt(5));
            check(step);
        }
        maybeDie();
        maybeCutOff();
    }

    private void check(MeshStep step) {
        if (named(name -> !isCurrent(name)).size() > 1) {
            violations.add("more than one machine is away or behind after " + step);
        }
        int first = stages.values().stream().min(Integer::compare).orElseThrow();
        int last = stages.values().stream().max(Integer::compare).orElseThrow();
        if (last - first > 1) {
            violations.add("no route between machines after " + step + ": " + stages);
        }
    }

    private void maybeCutOff() {
        if (random.nextInt(8) == 0) {
            throw new StorageUnavailableException("connection lost");
        }
    }

    private void maybeDie() {
        if (random.nextDouble() < deadliness) {
            throw new SimulatedMesh.Killed();
        }
    }
}
