package com.nimsforest.node.bootstrap.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Runs programs that end soon, and waits for them on the calling thread. */
public final class ProgramRunner {
    /** How a program ended, and what it wrote to the output that is piped to this process. */
    public record Outcome(int exitCode, String text) {
        public boolean succeeded() {
            return exitCode == 0;
        }
    }

    private ProgramRunner() {}

    /** Runs a program, standard error being part of its text; see {@link #run(ProcessBuilder)}. */
    public static Outcome run(String... command) {
        return run(new ProcessBuilder(command).redirectErrorStream(true));
    }

    /** Exit code 127 when the program cannot be started, 130 when the waiting thread is interrupted, as shells have it. */
    public static Outcome run(ProcessBuilder command) {
        Process process;
        try {
            process = command.start();
        } catch (IOException absent) {
            return new Outcome(127, String.valueOf(absent.getMessage()));
        }
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), text.strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Outcome(130, "interrupted");
        }
    }
}
