package com.nimsforest.node.domain.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every machine in turn, and what speaks against it. */
class RollingChangePlannerTest {
    private static final RollingChangePlanner UPGRADE = new RollingChangePlanner(RollingChange.UPGRADE);
    private static final RollingChangePlanner TOKEN = new RollingChangePlanner(RollingChange.TOKEN);

    @Test
    void theMachineThatIsAskedComesLast() {
        List<PlannedMeshStep> steps = UPGRADE.plan(mesh("a", "b", "c"));

        assertThat(words(steps)).containsExactly("upgrade b", "upgrade c", "upgrade a");
        assertThat(steps).allSatisfy(step -> {
            assertThat(step.before().lossesBorne()).isEqualTo(1);
            assertThat(step.after().lossesBorne()).isEqualTo(1);
            assertThat(step.step().consequence()).contains("all work on");
        });
    }

    @Test
    void aStageBeginsWhenAllMachinesHaveTheOneBefore() {
        assertThat(words(TOKEN.plan(mesh("a", "b").with(Map.of("b", 1)))))
                .containsExactly(
                        "have a accept the new token beside the old one",
                        "have b use the new token",
                        "have a use the new token",
                        "have b refuse the old token",
                        "have a refuse the old token");
        assertThat(TOKEN.plan(mesh("a", "b").with(Map.of("a", 3, "b", 3)))).isEmpty();
    }

    @Test
    void aStepWaitsForAllMachinesAndAllReplicas() {
        MeshState whole = mesh("a", "b", "c");
        MeshStep step = UPGRADE.next(whole).orElseThrow();
        MeshState behind = new MeshState(
                "a", whole.machines(), List.of(new MeshStream("RIVER", 3, 7, Set.of("a", "c"), Set.of("b"))));

        assertThat(UPGRADE.isReady(step, whole)).isTrue();
        assertThat(UPGRADE.isReady(step, behind)).isFalse();
        assertThat(UPGRADE.isReady(step, withoutB(whole))).isFalse();
        assertThat(UPGRADE.isDone(step, whole)).isFalse();
        assertThat(UPGRADE.isDone(step, whole.with(Map.of("b", 1)))).isTrue();
        assertThat(UPGRADE.isDone(step, behind.with(Map.of("b", 1)))).isFalse();
    }

    @Test
    void aMachineThatIsDownIsNoRiskToTake() {
        assertThat(UPGRADE.objections(withoutB(mesh("a", "b", "c"))))
                .extracting(MeshObjection::text, MeshObjection::forceable)
                .containsExactly(tuple("b is down: start it, or remove it from the mesh first", false));
    }

    @Test
    void aRestartWithoutOthersIsForTheOperatorToAccept() {
        assertThat(UPGRADE.objections(mesh("a")))
                .extracting(MeshObjection::text, MeshObjection::forceable)
                .containsExactly(tuple("with 1 machine nothing can be stored while one restarts", true));
        assertThat(UPGRADE.objections(mesh("a").with(Map.of("a", 1)))).isEmpty();
        assertThat(TOKEN.objections(mesh("a", "b"))).isEmpty();
    }

    private static MeshState mesh(String... names) {
        List<MeshMachine> machines =
                List.of(names).stream().map(name -> new MeshMachine(name, true)).toList();
        return new MeshState("a", machines, List.of(new MeshStream("RIVER", names.length, 7, Set.of(names), Set.of())));
    }

    private static MeshState withoutB(MeshState whole) {
        List<MeshMachine> machines = whole.machines().stream()
                .map(machine -> new MeshMachine(machine.name(), !machine.name().equals("b")))
                .toList();
        return new MeshState("a", machines, whole.streams());
    }

    private static List<String> words(List<PlannedMeshStep> steps) {
        return steps.stream().map(step -> step.step().words()).toList();
    }
}
