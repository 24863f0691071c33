package com.nimsforest.node.domain.mesh;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.mesh.MeshStep.Kind;
import com.nimsforest.node.domain.wording.CountedNoun;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One machine after the other, the asked one last; each while all others are there with current replicas. */
public final class RollingChangePlanner implements MeshPlanner {
    private static final int BEARS_A_LOSS = 3;

    private final RollingChange roll;

    public RollingChangePlanner(RollingChange roll) {
        this.roll = requireNonNull(roll, "roll");
    }

    @Override
    public Optional<MeshStep> next(MeshState state) {
        return roll.stages().stream()
                .flatMap(kind -> state.inTurn()
                        .map(MeshMachine::name)
                        .filter(machine -> !isPast(state, machine, kind))
                        .map(machine -> MeshStep.roll(kind, machine)))
                .findFirst();
    }

    private boolean isPast(MeshState state, String machine, Kind kind) {
        return state.stage(machine) > roll.stages().indexOf(kind);
    }

    @Override
    public boolean isReady(MeshStep step, MeshState state) {
        return state.online() == state.machines().size() && state.isSettled();
    }

    @Override
    public boolean isDone(MeshStep step, MeshState state) {
        return isPast(state, step.subject(), step.kind()) && isReady(step, state);
    }

    @Override
    public List<MeshObjection> objections(MeshState state) {
        return Stream.of(
                        MeshObjection.noQuorum(state).stream(),
                        MeshObjection.lostStreams(state),
                        down(state).stream(),
                        gap(state).stream())
                .flatMap(objections -> objections)
                .toList();
    }

    private static Optional<MeshObjection> down(MeshState state) {
        List<String> down = state.machines().stream()
                .filter(machine -> !machine.online())
                .map(MeshMachine::name)
                .sorted()
                .toList();
        return down.isEmpty()
                ? Optional.empty()
                : Optional.of(new MeshObjection(
                        String.join(", ", down) + " is down: start it, or remove it from the mesh first", false));
    }

    private Optional<MeshObjection> gap(MeshState state) {
        int machines = state.machines().size();
        return roll == RollingChange.UPGRADE
                        && machines < BEARS_A_LOSS
                        && next(state).isPresent()
                ? Optional.of(new MeshObjection(
                        "with " + CountedNoun.of(machines, "machines") + " nothing can be stored while one restarts",
                        true))
                : Optional.empty();
    }

    @Override
    public int most(MeshState state) {
        return state.machines().size() * roll.stages().size();
    }
}
