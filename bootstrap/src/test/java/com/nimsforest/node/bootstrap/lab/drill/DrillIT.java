package com.nimsforest.node.bootstrap.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.bootstrap.JavaCommandLine;
import com.nimsforest.node.bootstrap.lab.dev.DevProcess;
import com.nimsforest.node.bootstrap.lab.dev.FreePortPlans;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drill} as a user has it, on a mesh that {@code dev} runs. */
class DrillIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void aKilledServerLosesNothingAndADrillThatIsStoppedLeavesNothingBroken() throws Exception {
        try (DevProcess dev = DevProcess.start(FreePortPlans.plan(3, folder)).awaitReady()) {
            Process kill = drill("--kill", "--rounds", "1");
            List<String> said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(kill.waitFor()).as(String.join("\n", said)).isZero();
            assertThat(said.get(said.size() - 1)).isEqualTo("lost 0, duplicated 0");
            assertThat(said)
                    .anyMatch(line -> line.startsWith("customer's count") && line.endsWith("exact and in order"));

            Process pause = drill("--pause", "--rounds", "1");
            await().atMost(TIMEOUT).until(() -> anyFrozen(dev));
            pause.destroy();
            assertThat(pause.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(anyFrozen(dev)).isFalse();
        }
    }

    @Test
    void whereThereIsNoDevNothingIsBroken() throws Exception {
        Process drill = drill("--kill");

        String said = new String(drill.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(drill.waitFor()).isEqualTo(2);
        assertThat(said).hasLineCount(1).contains("no dev mesh in " + folder);
    }

    private Process drill(String... flags) throws IOException {
        List<String> command = new ArrayList<>(JavaCommandLine.ofJar("drill", "--dir", folder.toString()));
        command.addAll(List.of(flags));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("NATS_") || name.startsWith("NIMSFOREST_"));
        return builder.start();
    }

    private static boolean anyFrozen(DevProcess dev) {
        return IntStream.rangeClosed(1, 3).anyMatch(number -> isFrozen(dev.child(number, "nats.pid")));
    }

    private static boolean isFrozen(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", "" + process.pid(), "stat"))
                    .contains(") T ");
        } catch (IOException gone) {
            return false;
        }
    }
}
