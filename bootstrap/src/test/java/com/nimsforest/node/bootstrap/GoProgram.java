package com.nimsforest.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A small program in {@code src/test/go}, built with the Go of this machine, as a process. */
public final class GoProgram implements AutoCloseable {
    private static final Path SOURCES = Path.of("src", "test", "go");

    private final Process process;
    private final Path log;

    private GoProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static Path build(String name, Path folder) throws IOException, InterruptedException {
        Path program = folder.resolve(name).toAbsolutePath();
        Path log = folder.resolve("go-build.log");
        Process build = new ProcessBuilder("go", "build", "-o", program.toString(), "./" + name)
                .directory(SOURCES.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean isBuilt = build.waitFor(10, TimeUnit.MINUTES) && build.exitValue() == 0;
        assertThat(isBuilt).as(Files.readString(log)).isTrue();
        return program;
    }

    public static GoProgram start(Path program, String... arguments) throws IOException {
        Path log = program.resolveSibling(program.getFileName() + ".log");
        List<String> command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        return new GoProgram(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    public String output() throws IOException {
        return Files.readString(log);
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Its exit status, which it has within this time. */
    public int await(Duration bound) throws IOException, InterruptedException {
        assertThat(process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
