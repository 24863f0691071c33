package com.nimsforest.node.ports.usecase.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.mesh.RollingChange;
import com.nimsforest.node.domain.mesh.RollingChangePlanner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every machine of meshes of 3 to 9 in turn, whose caller is killed and begins again until it comes to its end. */
class RollingChangeSimulationTest {
    private static final int SEEDS = 300;

    @Test
    void eachRollComesToTheSameEndHoweverOftenItIsInterrupted() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SimulatedRollingChange mesh = drawn(seed);

            run(mesh, RollingChangeSimulationTest::patient);

            assertThat(mesh.violations()).as("seed %d", seed).isEmpty();
            assertThat(mesh.isComplete()).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void aCallerThatDoesNotWaitIsFound() {
        List<String> violations = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            SimulatedRollingChange mesh = drawn(seed);
            run(mesh, (condition, atMost) -> {
                condition.getAsBoolean();
                return true;
            });
            violations.addAll(mesh.violations());
        }

        assertThat(violations).isNotEmpty();
    }

    @Test
    void aMachineThatDoesNotRecoverIsTakenBack() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SimulatedRollingChange mesh = new SimulatedRollingChange(new Random(seed), 3, RollingChange.UPGRADE, 0);
            mesh.spoil("nats-3");

            run(mesh, RollingChangeSimulationTest::patient);

            assertThat(mesh.violations())
                    .as("seed %d", seed)
                    .containsExactly(
                            "begun, and not done: upgrade nats-3; waited 1 s: RIVER has 2 of 3 replicas current; "
                                    + "nats-3 is back to what it had, and the mesh is whole; "
                                    + "see journalctl -u nats -u nimsforest there");
            assertThat(mesh.state().isSettled()).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void anotherTokenStays() {
        SimulatedRollingChange mesh = new SimulatedRollingChange(new Random(1), 3, RollingChange.TOKEN, 0);
        mesh.spoil("nats-2");

        run(mesh, RollingChangeSimulationTest::patient);

        assertThat(mesh.violations())
                .containsExactly(
                        "begun, and not done: have nats-2 accept the new token beside the old one; waited 1 s: "
                                + "RIVER has 2 of 3 replicas current; a server with the old token can still join, and one with the "
                                + "new token through nats-2; once that is mended, run the same command again");
    }

    private static SimulatedRollingChange drawn(long seed) {
        Random random = new Random(seed);
        RollingChange roll = random.nextBoolean() ? RollingChange.UPGRADE : RollingChange.TOKEN;
        return new SimulatedRollingChange(random, 3 + random.nextInt(7), roll, random.nextInt(4) * 0.05);
    }

    private static void run(SimulatedRollingChange mesh, MeshChangeRunner.MeshWait wait) {
        for (int attempt = 0; attempt < 10_000; attempt++) {
            try {
                new MeshChangeRunner(mesh, new RollingChangePlanner(mesh.roll()), wait)
                        .apply(false, Duration.ofSeconds(1), step -> {});
                return;
            } catch (SimulatedMesh.Killed again) {
                // Run once more, as the operator does, once all machines are back.
                patient(mesh::isWhole, Duration.ZERO);
            } catch (RuntimeException refused) {
                mesh.violations().add(String.valueOf(refused.getMessage()));
                return;
            }
        }
        throw new AssertionError("no end of a " + mesh.roll());
    }

    private static boolean patient(BooleanSupplier condition, Duration atMost) {
        return IntStream.range(0, 200).anyMatch(look -> condition.getAsBoolean());
    }
}
