package com.nimsforest.node.bootstrap.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Programs of the system. */
final class SystemShell {
    private SystemShell() {}

    /** Runs it, and fails with what it said when it fails. */
    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + text);
            }
            return text.strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Runs what may fail, such as the removal of what may not be there. */
    static void attempt(String... command) {
        try {
            run(command);
        } catch (IllegalStateException notThere) {
            // Nothing to remove.
        }
    }

    static boolean root() {
        return run("id", "-u").equals("0");
    }
}
