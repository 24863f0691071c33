package com.nimsforest.node.bootstrap.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.bootstrap.JavaCommandLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench} as a user has it: what it prints, and that it leaves nothing. */
class BenchIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    private Path home;

    @Test
    void eachKindOfWorkHasItsRatioAndNothingIsLeft() throws Exception {
        Process bench = bench("--msgs", "10", "--size", "64", "--rounds", "1", "-o", "json");

        String said = new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bench.waitFor()).as(said).isZero();
        JsonNode report = new JsonMapper().readTree(said);
        assertThat(report.path("replicas").asInt()).isEqualTo(1);
        assertThat(report.path("problems").isArray()).isTrue();
        assertThat(report.path("problems")).isEmpty();
        assertThat(report.path("results").findValuesAsString("work"))
                .hasSize(9)
                .endsWith(
                        "river to soil, the whole path",
                        "1000 entities, entity nim / plain nim",
                        "one entity, entity nim / plain nim");
        assertThat(report.path("results"))
                .allSatisfy(result ->
                        assertThat(result.at("/ratio/median").asDouble()).isPositive());
        assertThatNothingIsLeft();
    }

    @Test
    void aMeshThatIsStoppedWhileItIsMeasuredLeavesNothing() throws Exception {
        Process bench = bench("--msgs", "100000", "--replicas", "3");
        await().atMost(TIMEOUT).until(() -> ours().size() >= 3);

        bench.destroy();

        assertThat(bench.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(bench.exitValue()).isEqualTo(143);
        assertThatNothingIsLeft();
    }

    private void assertThatNothingIsLeft() {
        await().atMost(TIMEOUT).until(() -> ours().isEmpty());
        assertThat(home).isEmptyDirectory();
    }

    /** The processes that have to do with the folder, but for those that were started here. */
    private List<ProcessHandle> ours() {
        return ProcessHandle.allProcesses()
                .filter(process -> Arrays.stream(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.startsWith(folder() + "/node-")))
                .toList();
    }

    private Path folder() {
        return home.resolve("forest").resolve("bench");
    }

    private Process bench(String... flags) throws IOException {
        List<String> command = new ArrayList<>(JavaCommandLine.ofJar("bench", "--dir", folder().toString()));
        command.addAll(List.of(flags));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("NATS_") || name.startsWith("NIMSFOREST_"));
        return builder.start();
    }
}
