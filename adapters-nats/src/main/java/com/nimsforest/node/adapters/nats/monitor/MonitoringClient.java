package com.nimsforest.node.adapters.nats.monitor;

import com.nimsforest.node.ports.failure.CompletionFailures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP port on which a server tells of itself. Each question is bounded, the body of its answer included, and asked on the
 * thread of the caller: a task for each would have to wait for a thread, and a full pool would look like a silent port. What
 * was read a moment ago serves all who look at the server again and again. Any thread. Not by {@code java.net.http.HttpClient},
 * which starts a thread for each client, and reads the trusted certificates also for plain HTTP.
 */
public final class MonitoringClient {
    /** What the server tells of its meta group, and of the streams and the consumers of each account. */
    static final String STORAGE = "/jsz?accounts=true&streams=true&consumers=true&config=true";

    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration RECENT = Duration.ofMillis(300);

    private static final JsonMapper JSON = new JsonMapper();

    private final URI address;
    private final Duration bound;
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();

    private record Reading(CompletableFuture<JsonNode> answer, long at) {
        boolean isRecent() {
            return System.nanoTime() - at < RECENT.toNanos();
        }
    }

    public MonitoringClient(URI address) {
        this(address, USUAL);
    }

    MonitoringClient(URI address, Duration bound) {
        this.address = address;
        this.bound = bound;
    }

    /** Of whom the server is routed to; not asked of one that has no routes. */
    JsonNode recentRoutes() throws IOException {
        return recent("/varz").path("routes").asInt(1) == 0 ? JSON.createObjectNode() : recent("/routez");
    }

    /** What was read at this path within the last 0.3 seconds, by whomever; else it is read now, once for all who wait. */
    JsonNode recent(String path) throws IOException {
        Reading own = new Reading(new CompletableFuture<>(), System.nanoTime());
        Reading shared = readings.compute(path, (same, before) -> before != null && before.isRecent() ? before : own);
        if (shared == own) {
            read(path, own.answer());
        }
        try {
            return shared.answer().join();
        } catch (CompletionException unread) {
            Throwable cause = CompletionFailures.cause(unread);
            throw new IOException(cause.getMessage(), cause);
        }
    }

    private void read(String path, CompletableFuture<JsonNode> answer) {
        try {
            answer.complete(get(path));
        } catch (IOException | RuntimeException failure) {
            answer.completeExceptionally(failure);
        }
    }

    JsonNode get(String path) throws IOException {
        long end = System.nanoTime() + bound.toNanos();
        HttpURLConnection connection = (HttpURLConnection) below(path).toURL().openConnection();
        connection.setConnectTimeout((int) bound.toMillis());
        connection.setReadTimeout((int) bound.toMillis());
        connection.setInstanceFollowRedirects(false);
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("status " + connection.getResponseCode() + " for " + path);
        }
        try {
            return JSON.readTree(whole(connection.getInputStream(), end));
        } catch (JacksonException odd) {
            throw new IOException("no JSON at " + path, odd);
        } catch (IOException failure) {
            connection.disconnect();
            throw failure;
        }
    }

    /** Each read has its own timeout. */
    private byte[] whole(InputStream body, long end) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        for (int length = body.read(part); length >= 0; length = body.read(part)) {
            whole.write(part, 0, length);
            if (System.nanoTime() - end > 0) {
                throw new IOException("no whole answer within " + bound.toMillis() + " ms");
            }
        }
        return whole.toByteArray();
    }

    /** A proxy may have the server's port below a path of its own. */
    private URI below(String path) {
        return URI.create(address.toString().replaceFirst("/+$", "") + path);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
