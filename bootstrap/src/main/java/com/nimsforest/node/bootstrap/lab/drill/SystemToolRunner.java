package com.nimsforest.node.bootstrap.lab.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The system's own programs. */
final class SystemToolRunner {
    /** How a program ended, and all that it wrote. */
    record Outcome(int exitCode, String text) {
        boolean good() {
            return exitCode == 0;
        }
    }

    private SystemToolRunner() {}

    /** Runs a program that ends soon; a failure to start it counts as exit code 127. */
    static Outcome run(String... command) {
        Process process;
        try {
            process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
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
