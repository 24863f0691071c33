package com.nimsforest.node.ports.usecase.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.mesh.MeshChange;
import com.nimsforest.node.domain.mesh.MeshChangePlanner;
import com.nimsforest.node.domain.mesh.MeshMachine;
import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Changes of meshes of 3 to 40 machines, whose caller is killed and begins again until it comes to its end. */
class MeshChangeSimulationTest {
    private static final List<String> STREAMS = List.of("HUMUS", "LEAVES", "RIVER");
    private static final int SEEDS = 300;

    private record Case(long seed, int size, MeshChange change, SimulatedMesh mesh) {}

    @Test
    void eachChangeComesToTheSameEndHoweverOftenItIsInterrupted() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Case one = drawn(seed);

            MeshState end = run(one, MeshChangeSimulationTest::patient);

            assertThat(one.mesh().violations()).as("seed %d: %s", seed, one).isEmpty();
            assertThat(end.machines().stream().map(MeshMachine::name))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(expected(one));
            assertThat(end.isSettled()).as("seed %d: %s", seed, end).isTrue();
            assertThat(one.mesh().isToldEverywhere()).as("seed %d", seed).isTrue();
            assertThat(end.streams())
                    .as("seed %d", seed)
                    .allMatch(stream -> stream.replicas()
                            == ReplicaGoal.auto().on(end.machines().size()));
        }
    }

    @Test
    void aCallerThatDoesNotWaitForReplicasIsFound() {
        List<String> violations = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Case one = drawn(seed);
            run(one, (condition, atMost) -> {
                condition.getAsBoolean();
                return true;
            });
            violations.addAll(one.mesh().violations());
        }

        assertThat(violations).isNotEmpty();
    }

    private static Case drawn(long seed) {
        Random random = new Random(seed);
        int size = random.nextInt(10) == 0 ? 8 + random.nextInt(33) : 3 + random.nextInt(5);
        SimulatedMesh mesh = new SimulatedMesh(random, size, STREAMS);
        String other = "nats-" + (2 + random.nextInt(size - 1));
        boolean removes = size > 3 && random.nextInt(3) == 0;
        MeshChange change = removes
                ? MeshChange.remove(other)
                : random.nextBoolean() ? MeshChange.add("nats-new") : MeshChange.replace(other, "nats-new");
        if (!change.leaving().isEmpty() && random.nextBoolean()) {
            mesh.lose(other);
        } else {
            mesh.lag("nats-" + (1 + random.nextInt(size)));
        }
        mesh.killCallersAtRandom(random.nextInt(4) * 0.05);
        return new Case(seed, size, change, mesh);
    }

    private static MeshState run(Case one, MeshChangeRunner.MeshWait wait) {
        for (int attempt = 0; attempt < 10_000; attempt++) {
            MeshChangeRunner runner =
                    new MeshChangeRunner(one.mesh(), new MeshChangePlanner(one.change(), ReplicaGoal.auto()), wait);
            try {
                runner.apply(false, Duration.ofSeconds(1), step -> {});
                one.mesh().killCallersAtRandom(0);
                patient(() -> one.mesh().state().isSettled(), Duration.ZERO);
                return one.mesh().state();
            } catch (SimulatedMesh.Killed again) {
                // Run once more, as the operator does.
            } catch (RuntimeException refused) {
                one.mesh().killCallersAtRandom(0);
                one.mesh().violations().add(String.valueOf(refused.getMessage()));
                return one.mesh().state();
            }
        }
        throw new AssertionError("no end: " + one);
    }

    private static boolean patient(BooleanSupplier condition, Duration atMost) {
        return IntStream.range(0, 200).anyMatch(look -> condition.getAsBoolean());
    }

    private static List<String> expected(Case one) {
        List<String> names = new ArrayList<>(IntStream.rangeClosed(1, one.size())
                .mapToObj(machine -> "nats-" + machine)
                .toList());
        names.remove(one.change().leaving());
        if (!one.change().arriving().isEmpty()) {
            names.add(one.change().arriving());
        }
        return names;
    }
}
