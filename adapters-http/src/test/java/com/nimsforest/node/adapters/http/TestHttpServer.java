package com.nimsforest.node.adapters.http;

import com.nimsforest.node.adapters.http.access.AccessTokens;
import com.nimsforest.node.adapters.http.metrics.MicrometerNodeMetrics;
import com.nimsforest.node.adapters.http.river.RiverPostTimeouts;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.driven.operations.NodeCertificates;
import com.nimsforest.node.ports.driving.NodeHealth;
import com.nimsforest.node.ports.driving.NodeStatus;
import com.nimsforest.node.ports.driving.RiverIntake;
import com.nimsforest.node.ports.driving.SoilView;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server on any free port, with fakes behind it, and a client for it. */
public final class TestHttpServer implements AutoCloseable {
    public static final long MAX_BODY = 1000;
    private static final JsonMapper JSON = JsonMapper.shared();

    public final MicrometerNodeMetrics instruments = new MicrometerNodeMetrics();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final NodeHttpServer server;

    private TestHttpServer(Builder builder) {
        server = new NodeHttpServer(
                new HttpServerSettings(
                        builder.host,
                        builder.port,
                        builder.tokens,
                        builder.maxBody,
                        Set.of(),
                        builder.names,
                        builder.idle),
                new HttpServerLimits(builder.idle, builder.head, Duration.ofSeconds(2), builder.patience),
                builder.health,
                builder.status,
                builder.intake,
                builder.soil,
                instruments,
                builder.clock);
        instruments.bind(builder.status, () -> Map.of(NodeCertificates.Use.CLIENT, SampleForestStatuses.EXPIRY));
        server.start();
    }

    public static Builder with() {
        return new Builder();
    }

    /** Where the first page is. */
    public URI page() {
        return URI.create("http://127.0.0.1:" + port() + "/");
    }

    public int port() {
        return server.port();
    }

    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(headers(to(path).GET(), headers));
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return send(headers(to(path).POST(BodyPublishers.ofString(body)), headers));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** All that the server answers to these bytes, until it closes the connection. */
    public String raw(String request) throws IOException {
        try (Socket socket = open(request)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public Socket open(String beginning) throws IOException {
        Socket socket = new Socket("127.0.0.1", port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private static HttpRequest.Builder headers(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    @Override
    public void close() {
        server.close();
        instruments.close();
    }

    /** What stands behind the server. */
    public static final class Builder {
        private NodeHealth health = SampleHealthReports::healthy;
        private NodeStatus status = SampleForestStatuses::healthy;
        private RiverIntake intake =
                (subject, data, id) -> CompletableFuture.completedFuture(new PublishReceipt("RIVER", 7, false));
        private SoilView soil = key -> Optional.empty();
        private String host = "127.0.0.1";
        private int port;
        private AccessTokens tokens = AccessTokens.of(Optional.empty());
        private Set<String> names = Set.of();
        private long maxBody = MAX_BODY;
        private Duration head = Duration.ofSeconds(10);
        private Duration idle = Duration.ofSeconds(30);
        private RiverPostTimeouts patience = RiverPostTimeouts.usual();
        private Clock clock = Clock.fixed(SampleHealthReports.AT.plusMillis(1500), ZoneOffset.UTC);

        public Builder health(NodeHealth value) {
            health = value;
            return this;
        }

        public Builder status(NodeStatus value) {
            status = value;
            return this;
        }

        public Builder intake(RiverIntake value) {
            intake = value;
            return this;
        }

        public Builder soil(SoilView value) {
            soil = value;
            return this;
        }

        /** On every address of this machine, so that others reach it. */
        public Builder openToOthers() {
            host = "0.0.0.0";
            return this;
        }

        /** Where another one has been. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        public Builder token(String value) {
            tokens = AccessTokens.of(Optional.of(value));
            return this;
        }

        public Builder tokens(AccessTokens value) {
            tokens = value;
            return this;
        }

        public Builder names(String... values) {
            names = Set.of(values);
            return this;
        }

        public Builder maxBody(long value) {
            maxBody = value;
            return this;
        }

        public Builder idle(Duration value) {
            idle = value;
            return this;
        }

        public Builder head(Duration value) {
            head = value;
            return this;
        }

        public Builder patience(Duration body, Duration receipt) {
            patience = new RiverPostTimeouts(body, body, receipt);
            return this;
        }

        public Builder bodyWindow(Duration value) {
            patience = new RiverPostTimeouts(patience.body(), value, patience.receipt());
            return this;
        }

        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        public TestHttpServer start() {
            return new TestHttpServer(this);
        }
    }
}
