package com.nimsforest.node.bootstrap.faults;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.nimsforest.node.bootstrap.drill.Intake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Three machines, each with a node beside it, and one onlooker. For one thread. */
final class Mesh implements AutoCloseable {
    /**
     * What a mesh is made of.
     *
     * @param version of nats-server
     * @param syncAlways whether the servers write to the disk before they acknowledge, where they can
     * @param terrain where they run
     * @param diskMegabytes how large the disk is that each machine has of its own; 0 for none
     * @param mistake what is done wrong
     */
    record Kind(String version, boolean syncAlways, Terrain.Sort terrain, int diskMegabytes, Mistake mistake) {
        /** Ours: each server syncs, and all run on the loopback address. */
        static Kind of(String version) {
            return new Kind(version, true, Terrain.Sort.LOOPBACK, 0, Mistake.NONE);
        }

        Kind in(Terrain.Sort other) {
            return new Kind(version, syncAlways, other, diskMegabytes, mistake);
        }

        Kind withDisks() {
            return new Kind(version, syncAlways, terrain, DISK_MEGABYTES, mistake);
        }

        Kind with(Mistake made) {
            return new Kind(version, syncAlways, terrain, diskMegabytes, made);
        }

        Kind syncDefault() {
            return new Kind(version, false, terrain, diskMegabytes, mistake);
        }
    }

    static final Duration WHOLE = Duration.ofSeconds(120);
    private static final int DISK_MEGABYTES = 96;

    private final Terrain terrain;
    private final Kind kind;
    private final List<Machine> machines = new ArrayList<>();
    private final List<Disk> disks = new ArrayList<>();
    private final List<Seat> seats = new ArrayList<>();
    private FaultNode onlooker;
    private String isolatedName = "";
    private long isolatedSince;
    private long isolatedUntil;

    private Mesh(Kind kind) {
        this.kind = kind;
        this.terrain = kind.terrain().make(kind.version());
    }

    static Mesh start(Kind kind) {
        Mesh mesh = new Mesh(kind);
        try {
            mesh.grow();
            return mesh;
        } catch (RuntimeException failure) {
            mesh.close();
            throw failure;
        }
    }

    private void grow() {
        for (int k = 0; k < Terrain.SIZE; k++) {
            Server server = terrain.server(k, store(k));
            machines.add(new Machine(k, terrain.places(), server, kind.version(), kind.syncAlways()));
        }
        machines.forEach(Machine::launch);
        machines.forEach(machine -> seats.add(new Seat(machine, kind.mistake())));
        seats.forEach(Seat::take);
        onlooker = FaultNode.onlooker(machines);
        awaitWhole();
    }

    private Path store(int k) {
        if (kind.diskMegabytes() == 0) {
            return terrain.folder().resolve("store-" + (k + 1));
        }
        Disk disk = Disk.make(terrain.folder(), "disk-" + (k + 1), kind.diskMegabytes());
        disks.add(disk);
        return disk.path().resolve("store");
    }

    Kind kind() {
        return kind;
    }

    List<Machine> machines() {
        return List.copyOf(machines);
    }

    Machine machine(String name) {
        return machines.stream()
                .filter(machine -> machine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no machine '" + name + "'"));
    }

    Disk disk(Machine machine) {
        return disks.get(machines.indexOf(machine));
    }

    /** Stops the machine as its units do: the node first, then the server. */
    void stop(Machine machine) {
        leave(machine);
        machine.stop();
    }

    /** Stops the node beside the machine. */
    void leave(Machine machine) {
        seats.get(machines.indexOf(machine)).leave();
    }

    /** Starts the machine as its units do: the server, then the node. */
    void start(Machine machine) {
        machine.launch();
        enter(machine);
    }

    /** Starts a node beside the machine. */
    void enter(Machine machine) {
        seats.get(machines.indexOf(machine)).take();
    }

    private List<FaultNode> nodes() {
        return seats.stream().flatMap(seat -> seat.node().stream()).toList();
    }

    /** Where a caller may send its events. */
    List<Intake> intakes() {
        return List.copyOf(seats);
    }

    FaultNode onlooker() {
        return onlooker;
    }

    /** The machine that leads the river now. */
    Machine leader() {
        String[] found = {""};
        Until.holds("the river has a leader", WHOLE, () -> {
            found[0] = onlooker.leader("RIVER");
            return !found[0].isEmpty();
        });
        return machine(found[0]);
    }

    /** The two machines that do not lead the river now. */
    List<Machine> followers() {
        Machine leader = leader();
        return machines.stream().filter(machine -> machine != leader).toList();
    }

    /** From now on, until healed, this machine hears nothing from the others; nor do they from it, if told so. */
    void cut(Machine machine, boolean bothDirections) {
        isolatedName = machine.name();
        terrain.cut(machines.indexOf(machine), bothDirections);
        isolatedSince = System.nanoTime();
    }

    /** What was cut off last, in a time that began at the given one of {@link System#nanoTime}. */
    Isolation isolation(long beginning) {
        return new Isolation(
                isolatedName, Duration.ofNanos(isolatedSince - beginning), Duration.ofNanos(isolatedUntil - beginning));
    }

    void heal(Machine machine) {
        isolatedUntil = System.nanoTime();
        terrain.heal(machines.indexOf(machine));
    }

    /** The others no longer wait for this machine, and what it held moves. */
    void forget(String name) {
        Until.holds(
                "the others forget " + name,
                WHOLE,
                () -> machines.stream().anyMatch(machine -> !machine.name().equals(name) && machine.forget(name)));
    }

    /**
     * Every node sees every stream, and has seen all its copies up to date once since now: under load the slowest is a few
     * messages behind at nearly every instant.
     */
    void awaitWhole() {
        Map<FaultNode, Set<String>> caughtUp = new HashMap<>();
        List<FaultNode> nodes = nodes();
        nodes.forEach(node -> caughtUp.put(node, new HashSet<>()));
        Until.holds(
                "every node sees all copies up to date",
                WHOLE,
                () -> nodes.stream()
                        .allMatch(node -> node.sees(caughtUp.get(node))
                                && caughtUp.get(node).size() >= FaultNode.STREAMS));
    }

    /** What each machine holds of each stream: first, last and count. Alike on all when nothing flows. */
    List<List<String>> copies() {
        return machines.stream().map(Copies::of).toList();
    }

    /** Writes down what each server says of its streams and consumers, and its log, to be read when a promise was broken. */
    void describe(Path file) {
        try {
            for (Machine machine : machines) {
                String said = machine.ask("/jsz?streams=true&consumers=true&config=true");
                Files.writeString(file, machine.name() + " " + said + "\n" + machine.log() + "\n", CREATE, APPEND);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        seats.forEach(Seat::leave);
        if (onlooker != null) {
            onlooker.close();
        }
        machines.forEach(Machine::close);
        disks.forEach(Disk::close);
        terrain.close();
    }
}
