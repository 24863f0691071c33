package com.nimsforest.node.bootstrap.lab.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A small process beside dev that stops all others when dev ended without doing so. It reads from a pipe, which is closed
 * however dev ends.
 */
public final class OrphanProcessGuard implements AutoCloseable {
    private final Process process;

    private OrphanProcessGuard(Process process) {
        this.process = process;
    }

    public static OrphanProcessGuard over(Path folder) {
        List<String> command = List.of("sh", "-c", script(), "nimsforest-dev-guard", folder.toString());
        try {
            return new OrphanProcessGuard(new ProcessBuilder(OwnSessionCommand.of(command))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException failure) {
            throw new DevForestException(
                    DevForestException.FAILED, "sh could not be run: " + failure.getMessage(), failure);
        }
    }

    private static String script() {
        try (InputStream file = OrphanProcessGuard.class.getResourceAsStream("guard.sh")) {
            if (file == null) {
                throw new IllegalStateException("guard.sh is missing from the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends the guard without stopping anything. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
