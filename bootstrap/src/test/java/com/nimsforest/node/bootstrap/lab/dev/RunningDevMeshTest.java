package com.nimsforest.node.bootstrap.lab.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.bootstrap.lab.process.LocalClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningDevMeshTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderWithoutDevIsNoMesh() {
        assertThatThrownBy(() -> RunningDevMesh.in(folder))
                .isInstanceOfSatisfying(
                        LocalClusterException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessageContaining("no dev mesh in " + folder)
                .hasMessageContaining("nimsforest dev --nodes 3");
        assertThatThrownBy(() -> RunningDevMesh.in(folder.resolve("absent"))).isInstanceOf(LocalClusterException.class);
    }

    @Test
    void aPlanThatIsNoneIsNoMesh() throws IOException {
        Files.writeString(folder.resolve("dev.plan"), "nodes=many\n");

        assertThatThrownBy(() -> RunningDevMesh.in(folder)).hasMessageContaining("no dev mesh");
    }

    @Test
    void theSitesAreThoseOfThePlanThatDevWrote() throws IOException {
        DevPlan plan = new DevPlan(3, 10_000, 11_000, folder.toRealPath(), false);
        DevPlanFile.write(plan);

        assertThat(RunningDevMesh.in(folder).locations()).isEqualTo(plan.locations());
    }

    @Test
    void serversThatNobodyWatchesOverMayNotBeBroken() throws IOException {
        DevPlanFile.write(new DevPlan(3, 10_000, 11_000, folder, false));

        assertThat(RunningDevMesh.in(folder).unfitReason())
                .hasValueSatisfying(why -> assertThat(why).contains("no dev runs in"));
    }

    @Test
    void aServerThatIsNotOfThisFolderIsNotTheSites() throws IOException {
        DevPlan plan = new DevPlan(3, 10_000, 11_000, folder, false);
        DevPlanFile.write(plan);
        Files.createDirectories(folder.resolve("node-1"));
        Files.writeString(
                folder.resolve("node-1/nats.pid"), ProcessHandle.current().pid() + "\n");

        RunningDevMesh mesh = RunningDevMesh.in(folder);

        assertThat(mesh.server(mesh.locations().get(0))).isEmpty();
    }
}
