package com.nimsforest.node.bootstrap.lab.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedDevForestTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderWithoutDevIsNoMesh() {
        assertThatThrownBy(() -> RecordedDevForest.in(folder))
                .isInstanceOfSatisfying(
                        DevForestException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessageContaining("no dev mesh in " + folder)
                .hasMessageContaining("nimsforest dev --nodes 3");
        assertThatThrownBy(() -> RecordedDevForest.in(folder.resolve("absent"))).isInstanceOf(DevForestException.class);
    }

    @Test
    void aPlanThatIsNoneIsNoMesh() throws IOException {
        Files.writeString(folder.resolve("dev.plan"), "nodes=many\n");

        assertThatThrownBy(() -> RecordedDevForest.in(folder)).hasMessageContaining("no dev mesh");
    }

    @Test
    void theSitesAreThoseOfThePlanThatDevWrote() throws IOException {
        DevPlan plan = new DevPlan(3, 10_000, 11_000, folder.toRealPath(), false);
        DevPlanFile.write(plan);

        assertThat(RecordedDevForest.in(folder).locations()).isEqualTo(plan.locations());
    }

    @Test
    void serversThatNobodyWatchesOverMayNotBeBroken() throws IOException {
        DevPlanFile.write(new DevPlan(3, 10_000, 11_000, folder, false));

        assertThat(RecordedDevForest.in(folder).unfitReason())
                .hasValueSatisfying(why -> assertThat(why).contains("no dev runs in"));
    }

    @Test
    void aServerThatIsNotOfThisFolderIsNotTheSites() throws IOException {
        DevPlan plan = new DevPlan(3, 10_000, 11_000, folder, false);
        DevPlanFile.write(plan);
        Files.createDirectories(folder.resolve("node-1"));
        Files.writeString(
                folder.resolve("node-1/nats.pid"), ProcessHandle.current().pid() + "\n");

        RecordedDevForest mesh = RecordedDevForest.in(folder);

        assertThat(mesh.server(mesh.locations().get(0))).isEmpty();
    }
}
