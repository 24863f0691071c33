package com.nimsforest.node.ports.usecase.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.mesh.MeshMachine;
import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.domain.mesh.MeshStep.Kind;
import com.nimsforest.node.domain.mesh.MeshStream;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is said and done about a machine after whose step the mesh is not whole. */
class UnfinishedStepTest {
    private static final Duration AT_MOST = Duration.ofSeconds(600);
    private static final String BEGUN = "begun, and not done: upgrade b; waited 600 s: ";

    private final List<String> takenBack = new ArrayList<>();

    @Test
    void aMachineThatIsAwayAnywayIsTakenBack() {
        assertThat(settle(() -> mesh("b"), () -> {}))
                .isEqualTo(BEGUN
                        + "RIVER has 2 of 3 replicas current, b is down; b is back to what it had, and the mesh is "
                        + "still not whole; once that is mended, run the same command again");
        assertThat(takenBack).containsExactly("b");
    }

    @Test
    void aMachineThatTheQuorumNeedsStaysAndTheWayBackIsSaid() {
        assertThat(settle(() -> mesh("c"), () -> {}))
                .isEqualTo(BEGUN
                        + "RIVER has 2 of 3 replicas current, c is down; b keeps the change, since the mesh has no "
                        + "quorum while it restarts; once that is mended, run the same command again; or to go back, on b, "
                        + "as root: go-back");
        assertThat(takenBack).isEmpty();
    }

    @Test
    void withoutAQuorumThereIsNoneToLose() {
        assertThat(settle(UnfinishedStepTest::silence, () -> {})).contains("the servers do not answer", "b is back");
        assertThat(takenBack).containsExactly("b");
    }

    @Test
    void aFailedWayBackIsSaidWithItsCause() {
        assertThat(settle(() -> mesh("b"), () -> {
                    throw new RejectedInputException("b: a stream needs API level 4");
                }))
                .endsWith(
                        "going back failed, so b may be changed: b: a stream needs API level 4; to go back, on b, as root: "
                                + "go-back");
    }

    private String settle(Supplier<MeshState> seen, Runnable takeBack) {
        MeshSteps steps = new MeshSteps() {
            @Override
            public MeshState state() {
                return seen.get();
            }

            @Override
            public void begin(MeshStep step) {}

            @Override
            public Optional<String> wayBack(MeshStep step) {
                return Optional.of("go-back");
            }

            @Override
            public void takeBack(MeshStep step) {
                takenBack.add(step.subject());
                takeBack.run();
            }
        };
        return new UnfinishedStep(steps, (condition, atMost) -> condition.getAsBoolean())
                .settle(new MeshStep(Kind.UPGRADE_MACHINE, "b", 0, ""), AT_MOST);
    }

    private static MeshState mesh(String down) {
        Set<String> current = new HashSet<>(Set.of("a", "b", "c"));
        current.remove(down);
        return new MeshState(
                "a",
                List.of("a", "b", "c").stream()
                        .map(name -> new MeshMachine(name, !name.equals(down)))
                        .toList(),
                List.of(new MeshStream("RIVER", 3, 7, current, Set.of(down))));
    }

    private static MeshState silence() {
        throw new StorageUnavailableException("no answer");
    }
}
