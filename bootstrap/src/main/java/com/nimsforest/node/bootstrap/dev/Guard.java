package com.nimsforest.node.bootstrap.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A small process beside dev that stops all others when dev is gone without having done so. It holds the other end of a
 * pipe, which closes however dev ends.
 */
final class Guard implements AutoCloseable {
    private final Process process;

    private Guard(Process process) {
        this.process = process;
    }

    static Guard over(Path folder) {
        List<String> command = List.of("sh", "-c", script(), "nimsforest-dev-guard", folder.toString());
        try {
            return new Guard(new ProcessBuilder(Programs.apart(command))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException failure) {
            throw new DevFailure(DevFailure.FAILED, "sh could not be run: " + failure.getMessage(), failure);
        }
    }

    private static String script() {
        try (InputStream file = Guard.class.getResourceAsStream("guard.sh")) {
            if (file == null) {
                throw new IllegalStateException("guard.sh is missing from the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** There is nothing left to guard. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
