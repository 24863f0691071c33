package com.nimsforest.node.domain.mesh;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.replica.ReplicaGoal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Machines that come and go. First the machine comes, then replicas move one stream after the other, then the other machine goes, and the
 * number of replicas follows. Last, as far as the machines themselves can be told, the one that left is uninstalled, and the others list each other.
 */
public final class MeshChangePlanner implements MeshPlanner {
    private final MeshChange change;
    private final ReplicaGoal goal;

    public MeshChangePlanner(MeshChange change, ReplicaGoal goal) {
        this.change = requireNonNull(change, "change");
        this.goal = requireNonNull(goal, "goal");
    }

    @Override
    public Optional<MeshStep> next(MeshState state) {
        if (!change.arriving().isEmpty() && !state.isOnline(change.arriving()) && !isReplaced(state)) {
            return Optional.of(MeshStep.awaitMachine(change.arriving()));
        }
        int desired = goal.on(remaining(state).size());
        return state.streams().stream()
                .flatMap(stream -> step(state, stream, desired).stream())
                .findFirst()
                .or(() -> state.machine(change.leaving()).map(machine -> MeshStep.removeMachine(machine.name())))
                .or(() -> onTheMachines(state));
    }

    private Optional<MeshStep> onTheMachines(MeshState state) {
        if (state.awaitsFirstStage(change.leaving())) {
            return Optional.of(MeshStep.uninstall(change.leaving()));
        }
        return state.inTurn()
                .map(MeshMachine::name)
                .filter(state::awaitsFirstStage)
                .findFirst()
                .map(MeshStep::setPeers);
    }

    /** The old machine has gone already, so the new one was there: should it be down now, that is another matter. */
    private boolean isReplaced(MeshState state) {
        return state.machine(change.arriving()).isPresent()
                && !change.leaving().isEmpty()
                && state.machine(change.leaving()).isEmpty();
    }

    /** Replicas for which there is no other machine go with theirs, and only then is their number lowered: nodes would raise it. */
    private Optional<MeshStep> step(MeshState state, MeshStream stream, int desired) {
        boolean present = state.machine(change.leaving()).isPresent();
        if (present && stream.holders().contains(change.leaving())) {
            return state.free(stream).findAny().isPresent()
                    ? Optional.of(MeshStep.moveReplica(stream.name(), change.leaving()))
                    : Optional.empty();
        }
        boolean shrinks = !present && !change.leaving().isEmpty() && stream.replicas() > desired;
        return shrinks || stream.replicas() < desired
                ? Optional.of(MeshStep.setReplicas(stream.name(), desired))
                : Optional.empty();
    }

    /** What it moves is current on all machines but the one that leaves. */
    @Override
    public boolean isReady(MeshStep step, MeshState state) {
        return switch (step.kind()) {
            case AWAIT_MACHINE, UNINSTALL, SET_PEERS -> true;
            case REMOVE_MACHINE -> state.streams().stream().allMatch(this::isCurrent);
            case SET_REPLICAS, MOVE_REPLICA ->
                state.stream(step.subject()).stream().allMatch(this::isCurrent);
            case UPGRADE_MACHINE, TRUST_TOKEN, SWITCH_TOKEN, DROP_TOKEN -> false;
        };
    }

    @Override
    public boolean isDone(MeshStep step, MeshState state) {
        return switch (step.kind()) {
            case AWAIT_MACHINE -> state.isOnline(step.subject());
            case REMOVE_MACHINE -> state.machine(step.subject()).isEmpty();
            case UNINSTALL, SET_PEERS -> !state.awaitsFirstStage(step.subject());
            case SET_REPLICAS, MOVE_REPLICA ->
                !next(state).equals(Optional.of(step))
                        && state.stream(step.subject()).stream().allMatch(this::isCurrent);
            case UPGRADE_MACHINE, TRUST_TOKEN, SWITCH_TOKEN, DROP_TOKEN -> false;
        };
    }

    private boolean isCurrent(MeshStream stream) {
        return Set.of(change.leaving()).containsAll(stream.behind());
    }

    @Override
    public int most(MeshState state) {
        return 2 * (state.streams().size() + 1) + 1 + state.machines().size() + 1;
    }

    @Override
    public List<MeshObjection> objections(MeshState state) {
        Stream<MeshObjection> always =
                Stream.concat(MeshObjection.noQuorum(state).stream(), MeshObjection.lostStreams(state));
        Stream<Optional<MeshObjection>> leaving =
                state.machine(change.leaving()).isEmpty()
                        ? Stream.of()
                        : Stream.of(ownMachine(state), othersDown(state), singleReplicas(state));
        return Stream.of(always, leaving.flatMap(Optional::stream), unknown(state).stream())
                .flatMap(objections -> objections)
                .toList();
    }

    /** One that has left already is as unknown; then there may be something left to do. */
    private Optional<MeshObjection> unknown(MeshState state) {
        boolean known = change.leaving().isEmpty()
                || Stream.of(change.leaving(), change.arriving())
                        .anyMatch(name -> state.machine(name).isPresent());
        boolean over = !change.arriving().isEmpty() || next(state).isEmpty();
        return known || !over
                ? Optional.empty()
                : Optional.of(new MeshObjection(
                        change.leaving() + " is not in the mesh; its machines are "
                                + state.machines().stream()
                                        .map(MeshMachine::name)
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                        false));
    }

    private Optional<MeshObjection> ownMachine(MeshState state) {
        return state.self().equals(change.leaving())
                ? Optional.of(new MeshObjection(
                        change.leaving() + " is this machine: run the command on one that stays", false))
                : Optional.empty();
    }

    /** Of machines that stay; the one that leaves may be down. */
    private Optional<MeshObjection> othersDown(MeshState state) {
        List<MeshMachine> remaining = remaining(state);
        List<String> down = remaining.stream()
                .filter(machine -> !machine.online())
                .map(MeshMachine::name)
                .filter(name -> !name.equals(change.arriving()))
                .sorted()
                .toList();
        return down.isEmpty() || !state.isOnline(change.leaving())
                ? Optional.empty()
                : Optional.of(new MeshObjection(
                        String.join(", ", down) + " is down: without " + change.leaving() + " there are "
                                + (remaining.size() - down.size()) + " of " + remaining.size() + " machines",
                        (remaining.size() - down.size()) * 2 > remaining.size()));
    }

    private Optional<MeshObjection> singleReplicas(MeshState state) {
        int machines = remaining(state).size();
        boolean loses = goal.on(machines) == 1 && state.streams().stream().anyMatch(stream -> stream.replicas() > 1);
        return loses
                ? Optional.of(new MeshObjection(
                        "with " + machines + " machines each stream has one replica: when its machine is lost, what it"
                                + " holds is lost, and while one of two machines is down nothing can be stored",
                        true))
                : Optional.empty();
    }

    /** The members once the change is complete. */
    private List<MeshMachine> remaining(MeshState state) {
        List<MeshMachine> remaining = new ArrayList<>(state.machines());
        remaining.removeIf(machine -> machine.name().equals(change.leaving()));
        if (!change.arriving().isEmpty() && state.machine(change.arriving()).isEmpty()) {
            remaining.add(new MeshMachine(change.arriving(), true));
        }
        return remaining;
    }
}
