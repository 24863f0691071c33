package com.nimsforest.node.adapters.nats.monitor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP port on which a server tells of itself. Each question is bounded, the body of its answer included, and asked on the
 * thread of the caller: a task for each would have to wait for a thread, and a full pool would look like a silent port. Any
 * thread. Not by {@code java.net.http.HttpClient}, which starts a thread for each client, and reads the trusted certificates
 * also for plain HTTP.
 */
final class MonitoringClient {
    private static final Duration USUAL = Duration.ofSeconds(1);

    private static final JsonMapper JSON = new JsonMapper();

    private final URI address;
    private final Duration bound;

    MonitoringClient(URI address) {
        this(address, USUAL);
    }

    MonitoringClient(URI address, Duration bound) {
        this.address = address;
        this.bound = bound;
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
