package com.nimsforest.node.bootstrap;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jar itself, running in a process of its own, as systemd would run it. */
public final class NodeProcess implements AutoCloseable {
    private static final Pattern HTTP = Pattern.compile("http serves url=(http://\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<String> base = new AtomicReference<>("");

    private NodeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Runs a node with these variables, on a free HTTP port and with the demo unless they say otherwise. */
    public static NodeProcess run(Map<String, String> variables) {
        return run(variables, "run");
    }

    public static NodeProcess run(Map<String, String> variables, String... arguments) {
        try {
            Path log = Files.createTempFile("node", ".log");
            ProcessBuilder builder = new ProcessBuilder(JavaCommandLine.ofJar(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("NATS_") || name.startsWith("NIMSFOREST_"));
            Map<String, String> all =
                    new LinkedHashMap<>(Map.of("NIMSFOREST_HTTP_PORT", "0", "NIMSFOREST_DEMO", "true"));
            all.putAll(variables);
            builder.environment().putAll(all);
            return new NodeProcess(builder.start(), log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public NodeProcess awaitReady() {
        await("ready: " + log).atMost(PATIENCE).until(() -> get("/readyz").statusCode() == 200);
        return this;
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    /** As one who shows that token. */
    public HttpResponse<String> get(String path, String token) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token));
    }

    public HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Under an id of the caller, so that it may be sent again. */
    public HttpResponse<String> post(String path, String body, String id) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Idempotency-Key", id)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public int status(String path) {
        return get(path).statusCode();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Where it answers; waits until it does. */
    public URI uri(String path) {
        if (base.get().isEmpty()) {
            await("listening: " + log)
                    .atMost(PATIENCE)
                    .until(() -> HTTP.matcher(output()).find());
            Matcher found = HTTP.matcher(output());
            found.find();
            base.set(found.group(1));
        }
        return URI.create(base.get() + path);
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public long linesWith(String text) {
        return output().lines().filter(line -> line.contains(text)).count();
    }

    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    public void terminate() {
        process.destroy();
    }

    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + PATIENCE + ": " + output());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
    }
}
