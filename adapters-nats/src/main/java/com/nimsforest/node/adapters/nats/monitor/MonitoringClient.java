package com.nimsforest.node.adapters.nats.monitor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP port on which a server tells of itself. Each question is bounded, its answer included. Any thread. */
final class MonitoringClient {
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI address;
    private final HttpClient http;

    MonitoringClient(URI address, Executor workers) {
        this.address = address;
        this.http = HttpClient.newBuilder()
                .executor(workers)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(BOUND)
                .build();
    }

    JsonNode get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(below(path)).timeout(BOUND).build();
        CompletableFuture<HttpResponse<byte[]>> asked =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return read(path, asked.get(BOUND.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            throw new IOException("no whole answer within " + BOUND.toMillis() + " ms", late);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException failure ? failure : new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            asked.cancel(true);
        }
    }

    /** A proxy may have the server's port below a path of its own. */
    private URI below(String path) {
        return URI.create(address.toString().replaceFirst("/+$", "") + path);
    }

    private static JsonNode read(String path, HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode() + " for " + path);
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException odd) {
            throw new IOException("no JSON at " + path, odd);
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
