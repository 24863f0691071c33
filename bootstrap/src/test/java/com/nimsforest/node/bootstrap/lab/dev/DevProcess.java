package com.nimsforest.node.bootstrap.lab.dev;

import static org.awaitility.Awaitility.await;

import com.nimsforest.node.bootstrap.JavaCommandLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The jar's {@code dev} in a process of its own, on free ports. */
public final class DevProcess implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final DevPlan plan;
    private final Process process;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();

    private DevProcess(DevPlan plan, Process process, Path log) {
        this.plan = plan;
        this.process = process;
        this.log = log;
    }

    public static DevProcess start(DevPlan plan) {
        try {
            Path log = Files.createTempFile(Path.of("target"), "dev", ".log");
            ProcessBuilder dev = new ProcessBuilder(JavaCommandLine.ofJar(
                            "dev",
                            "--nodes=" + plan.nodes(),
                            "--port=" + plan.port(),
                            "--http-port=" + plan.httpPort(),
                            "--dir=" + plan.folder()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            dev.environment().keySet().removeIf(name -> name.startsWith("NIMSFOREST_"));
            return new DevProcess(plan, dev.start(), log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public DevProcess awaitReady() {
        await("ready: " + log).atMost(TIMEOUT).until(() -> output().contains("ready: "));
        return this;
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The process whose number is in the file, such as nats.pid or node.pid. */
    public ProcessHandle child(int number, String file) {
        try {
            Path pid = plan.folder().resolve("node-" + number).resolve(file);
            return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Everything that dev has started. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    ProcessHandle self() {
        return process.toHandle();
    }

    int awaitExit(Duration bound) {
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("dev still runs after " + bound + ": " + output());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    HttpResponse<String> get(int number, String path) {
        return send(HttpRequest.newBuilder(http(number, path)));
    }

    HttpResponse<String> post(int number, String path, String body) {
        return send(HttpRequest.newBuilder(http(number, path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private URI http(int number, String path) {
        return plan.locations().get(number - 1).http().resolve(path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
