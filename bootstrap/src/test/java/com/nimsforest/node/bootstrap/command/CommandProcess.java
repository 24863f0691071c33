package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.JavaCommandLine;
import com.nimsforest.node.bootstrap.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command in a process of its own, as a shell runs it; its standard error is kept in a file. */
final class CommandProcess implements AutoCloseable {
    private final Path err;
    private final Process process;

    CommandProcess(Path folder, String url, String... arguments) {
        try {
            err = Files.createTempFile(folder, "command", ".err");
            // A build in the background of a shell ignores SIGINT, and its children would inherit that.
            List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT"));
            line.addAll(JavaCommandLine.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
            line.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(line).redirectError(err.toFile());
            builder.environment().put("NATS_URL", url);
            process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Process process() {
        return process;
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /** What Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
