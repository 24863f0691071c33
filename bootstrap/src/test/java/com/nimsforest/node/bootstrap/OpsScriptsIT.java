package com.nimsforest.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the tests of the scripts in {@code ops/test}, each of which ends with 0 when all its cases passed. */
class OpsScriptsIT {
    private static final Path TESTS = Path.of("..", "ops", "test");

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyScriptKeepsItsPromises() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            List<Path> scripts = files.filter(file -> file.toString().endsWith("-test.sh"))
                    .sorted()
                    .toList();
            assertThat(scripts).isNotEmpty();
            return scripts.stream()
                    .map(script -> DynamicTest.dynamicTest(script.getFileName().toString(), () -> run(script)));
        }
    }

    private static void run(Path script) throws Exception {
        Path log = Files.createTempFile("ops-test", ".log");
        Process process = new ProcessBuilder("bash", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        int exit = process.waitFor();

        assertThat(exit).as(Files.readString(log)).isZero();
    }
}
