package com.nimsforest.node.bootstrap.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The {@code nats} command line, the real one, at one server. */
final class NatsCli {
    private static final String SCRIPT = "ops/test/nats-cli.sh";

    /** What it printed, and how it ended. */
    record Said(int exitCode, String text) {}

    private final String program = run(List.of(script().toString())).text().strip();
    private final String url;

    NatsCli(String url) {
        this.url = url;
    }

    Said say(String... arguments) {
        List<String> line = new ArrayList<>(List.of(program, "--server", url));
        line.addAll(List.of(arguments));
        return run(line);
    }

    private static Said run(List<String> line) {
        try {
            Process process = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Path script() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve(SCRIPT))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(SCRIPT + " is not above this folder"));
    }
}
