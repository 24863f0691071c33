package com.nimsforest.node.domain.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.nimsforest.node.domain.replica.ReplicaGoal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The steps of a change, and what speaks against it. */
class MeshChangePlannerTest {
    @Test
    void aFifthMachineIsAwaitedAndThenEachStreamGetsFiveReplicas() {
        MeshState four = mesh(4, river(3, "a", "b", "c"));

        List<PlannedMeshStep> steps = planner(MeshChange.add("e")).plan(four);

        assertThat(words(steps)).containsExactly("set up e, and wait until it has joined", "give RIVER 5 replicas");
        assertThat(steps.get(0).before().lossesBorne()).isEqualTo(1);
        assertThat(steps.get(1).after().lossesBorne()).isEqualTo(2);
    }

    @Test
    void replicasMoveBeforeTheirMachineGoes() {
        assertThat(words(planner(MeshChange.remove("b")).plan(mesh(4, river(3, "a", "b", "c")))))
                .containsExactly("move the replica of RIVER from b to another machine", "remove b from the mesh");
        assertThat(words(planner(MeshChange.replace("b", "d")).plan(mesh(3, river(3, "a", "b", "c")))))
                .containsExactly(
                        "set up d, and wait until it has joined",
                        "move the replica of RIVER from b to another machine",
                        "remove b from the mesh");
    }

    @Test
    void whereNoMachineIsFreeTheNumberFollowsOnceTheMachineHasGone() {
        assertThat(words(planner(MeshChange.remove("e")).plan(mesh(5, river(5, "a", "b", "c", "d", "e")))))
                .containsExactly("remove e from the mesh", "give RIVER 3 replicas");
    }

    @Test
    void theMachinesThatAreReachedAreToldLastAndThisOneAfterTheOthers() {
        MeshState reached = mesh(4, river(3, "a", "b", "c")).with(Map.of("a", 0, "b", 0, "c", 1, "d", 0));

        assertThat(words(planner(MeshChange.remove("d")).plan(reached)))
                .containsExactly(
                        "remove d from the mesh",
                        "uninstall d, and remove its data",
                        "have b list the other machines as its peers",
                        "have a list the other machines as its peers");
    }

    @Test
    void aCompleteChangeHasNoSteps() {
        assertThat(planner(MeshChange.replace("z", "c")).plan(mesh(3, river(3, "a", "b", "c"))))
                .isEmpty();
    }

    @Test
    void aMachineThatIsNotThereIsNotReplacedAndRemovedOnlyAsFarAsSomethingIsLeftToDo() {
        MeshState three = mesh(3, river(3, "a", "b", "c"));

        for (MeshChange change : List.of(MeshChange.remove("z"), MeshChange.replace("z", "y"))) {
            assertThat(planner(change).objections(three))
                    .containsExactly(new MeshObjection("z is not in the mesh; its machines are a, b, c", false));
        }
        assertThat(planner(MeshChange.remove("z")).objections(mesh(3, river(5, "a", "b", "c"))))
                .isEmpty();
    }

    @Test
    void theLossOfTheQuorumIsNeverAcceptedAndThatOfReplicasOnlyWhenForced() {
        MeshState oneDown = new MeshState(
                "a",
                List.of(new MeshMachine("a", true), new MeshMachine("b", true), new MeshMachine("c", false)),
                List.of(new MeshStream("RIVER", 3, 7, Set.of("a", "b"), Set.of("c"))));

        assertThat(planner(MeshChange.remove("b")).objections(oneDown))
                .extracting(MeshObjection::text, MeshObjection::forceable)
                .contains(tuple("c is down: without b there are 1 of 2 machines", false));
        assertThat(planner(MeshChange.remove("c")).objections(oneDown))
                .singleElement()
                .satisfies(objection -> {
                    assertThat(objection.text()).contains("with 2 machines each stream has one replica");
                    assertThat(objection.forceable()).isTrue();
                });
        assertThat(planner(MeshChange.replace("c", "d")).objections(oneDown)).isEmpty();
    }

    @Test
    void theMachineThatIsAskedStaysAndAStreamWithoutQuorumIsNamed() {
        assertThat(planner(MeshChange.remove("a")).objections(mesh(4, river(3, "a", "b", "c"))))
                .extracting(MeshObjection::text)
                .containsExactly("a is this machine: run the command on one that stays");
        MeshStream lost = new MeshStream("HUMUS", 3, 7, Set.of(), Set.of("a", "b", "c"));
        assertThat(planner(MeshChange.add("d")).objections(mesh(3, lost)))
                .extracting(MeshObjection::text)
                .containsExactly("HUMUS has no leader: the majority of its 3 replicas is not there");
    }

    @Test
    void aStepWaitsForAllReplicasButThatOfTheMachineThatGoes() {
        MeshChangePlanner planner = planner(MeshChange.remove("c"));
        MeshStep step = MeshStep.moveReplica("RIVER", "c");

        assertThat(planner.isReady(step, mesh(4, new MeshStream("RIVER", 3, 0, Set.of("a", "b"), Set.of("c")))))
                .isTrue();
        assertThat(planner.isReady(step, mesh(4, new MeshStream("RIVER", 3, 0, Set.of("a", "c"), Set.of("b")))))
                .isFalse();
    }

    @Test
    void aMachineIsNotReplacedByItself() {
        assertThatIllegalArgumentException().isThrownBy(() -> MeshChange.replace("a", "a"));
    }

    private static MeshChangePlanner planner(MeshChange change) {
        return new MeshChangePlanner(change, ReplicaGoal.auto());
    }

    private static MeshState mesh(int machines, MeshStream... streams) {
        return new MeshState(
                "a",
                IntStream.range(0, machines)
                        .mapToObj(machine -> new MeshMachine(String.valueOf((char) ('a' + machine)), true))
                        .toList(),
                List.of(streams));
    }

    private static MeshStream river(int replicas, String... machines) {
        return new MeshStream("RIVER", replicas, 7, Set.of(machines), Set.of());
    }

    private static List<String> words(List<PlannedMeshStep> steps) {
        return steps.stream().map(step -> step.step().words()).toList();
    }
}
