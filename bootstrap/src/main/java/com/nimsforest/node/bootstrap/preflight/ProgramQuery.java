package com.nimsforest.node.bootstrap.preflight;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program of this machine that is asked one question, for a few seconds at most. */
final class ProgramQuery {
    private static final File NOTHING = new File("/dev/null");
    private static final int TIMEOUT_SECONDS = 5;

    private ProgramQuery() {}

    /** What it prints; empty when it is not there, fails, or takes too long. */
    static Optional<String> ask(String... line) {
        try {
            Process process = new ProcessBuilder(line)
                    .redirectInput(NOTHING)
                    .redirectErrorStream(true)
                    .start();
            // A word or two fit into the pipe: it can be read when the program has ended.
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? Optional.of(text.strip()) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
