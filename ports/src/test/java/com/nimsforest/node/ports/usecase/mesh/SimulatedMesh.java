package com.nimsforest.node.ports.usecase.mesh;

import com.nimsforest.node.domain.mesh.MeshMachine;
import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.domain.mesh.MeshStream;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Servers that choose machines at random, drop a replica at once where it moves, let new replicas catch up for a while, and
 * raise replicas by themselves as nodes do while all machines are there. The caller may be killed at each request, before or after it was done.
 */
final class SimulatedMesh implements MeshControl {
    /** The caller's end. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Random random;
    private final TreeMap<String, Boolean> machines = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, Integer>> missing = new TreeMap<>();
    private final TreeMap<String, Integer> replicas = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final TreeMap<String, Integer> stages = new TreeMap<>();
    private double deadliness;

    SimulatedMesh(Random random, int size, List<String> streams) {
        this.random = random;
        for (int machine = 1; machine <= size; machine++) {
            machines.put("nats-" + machine, true);
            stages.put("nats-" + machine, random.nextInt(2));
        }
        for (String stream : streams) {
            missing.put(stream, new TreeMap<>());
            replicas.put(stream, ReplicaGoal.auto().on(size));
            fill(stream);
            missing.get(stream).replaceAll((machine, behind) -> 0);
        }
    }

    void killCallersAtRandom(double probability) {
        deadliness = probability;
    }

    /** For good, with its replicas. */
    void lose(String machine) {
        machines.put(machine, false);
        stages.remove(machine);
        missing.values().forEach(stream -> stream.computeIfPresent(machine, (name, behind) -> Integer.MAX_VALUE));
    }

    /** A replica of each stream is behind at first. */
    void lag(String machine) {
        missing.values().forEach(stream -> stream.computeIfPresent(machine, (name, behind) -> 5));
    }

    List<String> violations() {
        return violations;
    }

    @Override
    public MeshState state() {
        maybeDie();
        tick();
        List<MeshStream> streams = new ArrayList<>();
        missing.forEach((name, stream) -> streams.add(
                new MeshStream(name, replicas.get(name), 1, machinesOf(stream, true), machinesOf(stream, false))));
        return new MeshState(
                "nats-1",
                machines.entrySet().stream()
                        .map(machine -> new MeshMachine(machine.getKey(), machine.getValue()))
                        .toList(),
                streams,
                stages);
    }

    /** Whether nothing is left to do on the machines themselves. */
    boolean isToldEverywhere() {
        return !stages.containsValue(0);
    }

    private static Set<String> machinesOf(TreeMap<String, Integer> stream, boolean current) {
        Set<String> found = new TreeSet<>();
        stream.forEach((machine, behind) -> {
            if (behind == 0 == current) {
                found.add(machine);
            }
        });
        return found;
    }

    private void tick() {
        missing.values()
                .forEach(stream -> stream.replaceAll(
                        (machine, behind) -> behind == Integer.MAX_VALUE || behind == 0 ? behind : behind - 1));
        if (machines.containsValue(false)) {
            return;
        }
        int goal = ReplicaGoal.auto().on(machines.size());
        replicas.forEach((stream, number) -> {
            if (number < goal && random.nextInt(3) == 0) {
                resize(stream, goal);
            }
        });
    }

    @Override
    public void begin(MeshStep step) {
        maybeDie();
        maybeElecting();
        switch (step.kind()) {
            case AWAIT_MACHINE -> {
                machines.put(step.subject(), true);
                stages.put(step.subject(), 1);
            }
            case SET_REPLICAS -> resize(step.subject(), step.replicas());
            case MOVE_REPLICA -> {
                missing.get(step.subject()).remove(step.machine());
                fill(step.subject(), step.machine());
            }
            case REMOVE_MACHINE -> {
                machines.remove(step.subject());
                missing.forEach((stream, holders) -> {
                    holders.remove(step.subject());
                    fill(stream);
                });
            }
            case UNINSTALL -> {
                if (machines.containsKey(step.subject())) {
                    violations.add(step.subject() + " is uninstalled as a member");
                }
                stages.put(step.subject(), 1);
            }
            case SET_PEERS -> stages.put(step.subject(), 1);
            case UPGRADE_MACHINE, TRUST_TOKEN, SWITCH_TOKEN, DROP_TOKEN -> throw new AssertionError("no roll: " + step);
        }
        missing.forEach(this::check);
        maybeDie();
        maybeElecting();
    }

    @Override
    public Map<String, String> addresses() {
        return Map.of();
    }

    /** No answer: what was asked for was done or was not. */
    private void maybeElecting() {
        if (random.nextInt(8) == 0) {
            throw new StorageUnavailableException("no answer in time");
        }
    }

    private void resize(String stream, int number) {
        replicas.put(stream, number);
        TreeMap<String, Integer> holders = missing.get(stream);
        List<String> dropped = new ArrayList<>(holders.keySet());
        dropped.sort((a, b) -> Integer.compare(holders.get(b), holders.get(a)));
        dropped.stream().limit(Math.max(0, holders.size() - number)).forEach(holders::remove);
        fill(stream);
    }

    private void fill(String stream) {
        fill(stream, "");
    }

    private void fill(String stream, String excluded) {
        List<String> free = new ArrayList<>(machines.keySet());
        free.removeIf(machine -> machine.equals(excluded)
                || !machines.get(machine)
                || missing.get(stream).containsKey(machine));
        Collections.shuffle(free, random);
        for (String machine : free) {
            if (missing.get(stream).size() < replicas.get(stream)) {
                missing.get(stream).put(machine, 1 + random.nextInt(5));
            }
        }
    }

    private void check(String stream, TreeMap<String, Integer> holders) {
        int current = machinesOf(holders, true).size();
        if (current * 2 <= holders.size()) {
            violations.add(stream + " has " + current + " current replicas of " + holders.size());
        }
        Set<String> strangers = new HashSet<>(holders.keySet());
        strangers.removeAll(machines.keySet());
        if (!strangers.isEmpty()) {
            violations.add(stream + " is on " + strangers);
        }
    }

    private void maybeDie() {
        if (random.nextDouble() < deadliness) {
            throw new Killed();
        }
    }
}
