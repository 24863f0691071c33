package com.nimsforest.node.domain.mesh;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The machines and streams of a mesh at one moment.
 *
 * @param self the machine that was asked
 * @param stages how many stages of what is done on the machines themselves are done, by machine; only of those on which something is
 */
public record MeshState(
        String self, List<MeshMachine> machines, List<MeshStream> streams, Map<String, Integer> stages) {
    public MeshState {
        requireNonNull(self, "self");
        machines = List.copyOf(machines);
        streams = List.copyOf(streams);
        stages = Map.copyOf(stages);
    }

    public MeshState(String self, List<MeshMachine> machines, List<MeshStream> streams) {
        this(self, machines, streams, Map.of());
    }

    public MeshState with(Map<String, Integer> stagesByMachine) {
        return new MeshState(self, machines, streams, stagesByMachine);
    }

    int stage(String machine) {
        return stages.getOrDefault(machine, 0);
    }

    /** Whether the first stage is to be done on the machine. */
    boolean awaitsFirstStage(String machine) {
        return stages.containsKey(machine) && stage(machine) == 0;
    }

    /** By name, the asked one last: what goes wrong on another one stops a change before it. */
    public Stream<MeshMachine> inTurn() {
        return machines.stream()
                .sorted(Comparator.comparing(
                                (MeshMachine machine) -> machine.name().equals(self))
                        .thenComparing(MeshMachine::name));
    }

    public Optional<MeshMachine> machine(String name) {
        return machines.stream().filter(machine -> machine.name().equals(name)).findFirst();
    }

    Optional<MeshStream> stream(String name) {
        return streams.stream().filter(stream -> stream.name().equals(name)).findFirst();
    }

    boolean isOnline(String name) {
        return machine(name).filter(MeshMachine::online).isPresent();
    }

    int online() {
        return (int) machines.stream().filter(MeshMachine::online).count();
    }

    /** Whether all streams have all their replicas, each of them current. */
    public boolean isSettled() {
        return streams.stream().allMatch(MeshStream::isSettled);
    }

    /** How many machines may still be lost, and everything goes on; negative when something already lacks its quorum. */
    public int lossesBorne() {
        int meta = online() - (machines.size() / 2 + 1);
        return Stream.concat(Stream.of(meta), streams.stream().map(MeshStream::lossesBorne))
                .min(Integer::compare)
                .orElse(meta);
    }

    /** Whether all that works now works on while the machine is away for a moment. */
    public boolean bearsRestartOf(String name) {
        long others = machines.stream()
                .filter(MeshMachine::online)
                .filter(machine -> !machine.name().equals(name))
                .count();
        boolean quorum =
                others > machines.size() / 2 && streams.stream().allMatch(stream -> stream.bearsAbsenceOf(name));
        return quorum || lossesBorne() < 0;
    }

    /** What keeps it from being whole, in words; empty when nothing does. */
    public List<String> deficits() {
        Stream<String> down =
                machines.stream().filter(machine -> !machine.online()).map(machine -> machine.name() + " is down");
        return Stream.concat(down, streams.stream().flatMap(MeshStream::deficit))
                .sorted()
                .toList();
    }

    /** What the mesh is like once the step is done and all replicas are current, as far as the servers' choices can be foreseen. */
    MeshState after(MeshStep step) {
        return switch (step.kind()) {
            case AWAIT_MACHINE -> joined(step.subject());
            case REMOVE_MACHINE -> without(step.machine());
            case SET_REPLICAS -> changed(step.subject(), stream -> resized(stream, step.replicas()));
            case MOVE_REPLICA -> changed(step.subject(), stream -> moved(stream, step.machine()));
            case UNINSTALL, SET_PEERS, UPGRADE_MACHINE, TRUST_TOKEN, SWITCH_TOKEN, DROP_TOKEN ->
                furtherOn(step.subject());
        };
    }

    private MeshState furtherOn(String machine) {
        Map<String, Integer> further = new HashMap<>(stages);
        further.merge(machine, 1, Integer::sum);
        return with(further);
    }

    private MeshState joined(String name) {
        List<MeshMachine> more = new ArrayList<>(machines);
        more.removeIf(machine -> machine.name().equals(name));
        more.add(new MeshMachine(name, true));
        return new MeshState(self, more, streams, stages);
    }

    private MeshState without(String name) {
        return new MeshState(
                self,
                machines.stream()
                        .filter(machine -> !machine.name().equals(name))
                        .toList(),
                streams.stream().map(stream -> stream.without(name)).toList(),
                stages);
    }

    private MeshState changed(String name, UnaryOperator<MeshStream> change) {
        return new MeshState(
                self,
                machines,
                streams.stream()
                        .map(stream -> stream.name().equals(name) ? change.apply(stream) : stream)
                        .toList(),
                stages);
    }

    private MeshStream resized(MeshStream stream, int replicas) {
        Set<String> machinesOfStream = new LinkedHashSet<>();
        Stream.concat(stream.current().stream().sorted(), free(stream))
                .limit(replicas)
                .forEach(machinesOfStream::add);
        return stream.on(replicas, machinesOfStream);
    }

    private MeshStream moved(MeshStream stream, String from) {
        Set<String> machinesOfStream = new LinkedHashSet<>(stream.holders());
        machinesOfStream.remove(from);
        free(stream).filter(name -> !name.equals(from)).findFirst().ifPresent(machinesOfStream::add);
        return stream.on(stream.replicas(), machinesOfStream);
    }

    /** The machines that could take a replica of the stream. */
    Stream<String> free(MeshStream stream) {
        return machines.stream()
                .filter(MeshMachine::online)
                .map(MeshMachine::name)
                .filter(name -> !stream.holders().contains(name))
                .sorted();
    }
}
