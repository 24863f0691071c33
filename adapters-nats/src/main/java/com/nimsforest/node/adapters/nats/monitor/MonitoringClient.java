package com.nimsforest.node.adapters.nats.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP port on which a server tells of itself. Each question is bounded, its answer included. Any thread. Not by {@code
 * java.net.http.HttpClient}, which starts a thread for each client, and reads the trusted certificates also for plain HTTP.
 */
final class MonitoringClient {
    private static final Duration BOUND = Duration.ofSeconds(1);

    private static final JsonMapper JSON = new JsonMapper();

    private final URI address;
    private final Executor workers;

    MonitoringClient(URI address, Executor workers) {
        this.address = address;
        this.workers = workers;
    }

    JsonNode get(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) below(path).toURL().openConnection();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        try {
            workers.execute(() -> complete(answer, path, connection));
            return answer.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            // Closing waits for a read that is under way, which ends by its own timeout.
            workers.execute(connection::disconnect);
            throw new IOException("no whole answer within " + BOUND.toMillis() + " ms", late);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException failure ? failure : new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            workers.execute(connection::disconnect);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** A proxy may have the server's port below a path of its own. */
    private URI below(String path) {
        return URI.create(address.toString().replaceFirst("/+$", "") + path);
    }

    private static void complete(CompletableFuture<JsonNode> answer, String path, HttpURLConnection connection) {
        try {
            answer.complete(read(path, connection));
        } catch (IOException | RuntimeException failure) {
            answer.completeExceptionally(failure);
        }
    }

    private static JsonNode read(String path, HttpURLConnection connection) throws IOException {
        connection.setConnectTimeout((int) BOUND.toMillis());
        connection.setReadTimeout((int) BOUND.toMillis());
        connection.setInstanceFollowRedirects(false);
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("status " + connection.getResponseCode() + " for " + path);
        }
        try (InputStream body = connection.getInputStream()) {
            return JSON.readTree(body.readAllBytes());
        } catch (JacksonException odd) {
            throw new IOException("no JSON at " + path, odd);
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
