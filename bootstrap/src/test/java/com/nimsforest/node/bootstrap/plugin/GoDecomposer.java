package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The small program in {@code src/test/go/decomposer}, built with the Go of this machine, as a process. */
final class GoDecomposer implements AutoCloseable {
    private static final Path SOURCE = Path.of("src", "test", "go", "decomposer");

    private final Process process;
    private final Path log;

    private GoDecomposer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Path build(Path folder) throws IOException, InterruptedException {
        Path program = folder.resolve("decomposer").toAbsolutePath();
        Path log = folder.resolve("go-build.log");
        Process build = new ProcessBuilder("go", "build", "-o", program.toString(), ".")
                .directory(SOURCE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean isBuilt = build.waitFor(10, TimeUnit.MINUTES) && build.exitValue() == 0;
        assertThat(isBuilt).as(Files.readString(log)).isTrue();
        return program;
    }

    /** Begins to decompose beside the nodes of this server. */
    static GoDecomposer start(Path program, String url) throws IOException {
        Path log = program.resolveSibling("decomposer.log");
        return new GoDecomposer(
                new ProcessBuilder(program.toString(), url)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
