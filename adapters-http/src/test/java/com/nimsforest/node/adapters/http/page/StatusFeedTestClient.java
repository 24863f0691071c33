package com.nimsforest.node.adapters.http.page;

import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.http.TestHttpServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One that listens to the feed, as a page does. */
final class StatusFeedTestClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final StringBuffer heard = new StringBuffer();
    private final CompletableFuture<Void> end;

    StatusFeedTestClient(TestHttpServer node, String... headers) throws IOException {
        socket = node.open("GET /events HTTP/1.1\r\nHost: localhost\r\n"
                + Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat) + "\r\n");
        end = CompletableFuture.runAsync(this::read);
    }

    private void read() {
        byte[] some = new byte[65_536];
        try {
            for (int n = socket.getInputStream().read(some);
                    n >= 0;
                    n = socket.getInputStream().read(some)) {
                heard.append(new String(some, 0, n, StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            heard.append('\n');
        }
    }

    String all() {
        return heard.toString();
    }

    /** The events of this name so far. */
    List<JsonNode> events(String name) {
        String start = "event: " + name + "\ndata: ";
        return Stream.of(all().split("\n\n"))
                .filter(event -> event.contains(start))
                .map(event -> event.substring(event.indexOf(start) + start.length())
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .filter(data -> data.endsWith("}") || data.endsWith("]"))
                .map(data -> JsonMapper.shared().readTree(data))
                .toList();
    }

    StatusFeedTestClient awaitEvents(String name, int n) {
        await().atMost(PATIENCE).until(() -> events(name).size() >= n);
        return this;
    }

    /** What was answered so far, once its head is whole. */
    String awaitAnswer() {
        await().atMost(PATIENCE).until(() -> all().contains("\r\n\r\n"));
        return all();
    }

    void awaitEnd() {
        await().atMost(PATIENCE).until(end::isDone);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
