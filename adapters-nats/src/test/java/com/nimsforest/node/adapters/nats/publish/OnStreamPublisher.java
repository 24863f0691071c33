package com.nimsforest.node.adapters.nats.publish;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.harness.AdapterExecutors;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A publisher beside one server with the river in it. */
abstract class OnStreamPublisher {
    static final Duration BUDGET = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofSeconds(1);
    static final Duration SOON = Duration.ofSeconds(10);

    final AdapterExecutors threads = new AdapterExecutors();
    NatsServer server;
    NatsSidecarConnection sidecar;
    StreamPublisher publisher;

    @BeforeEach
    void start() throws Exception {
        server = startServer();
        NatsSettings settings = NatsSettings.builder(server.url())
                .reconnectWait(Duration.ofMillis(100))
                .build();
        sidecar = new NatsSidecarConnection(
                settings, Clock.systemUTC(), threads.timer, threads.workers, NodeMetrics.none());
        publisher = new StreamPublisher(sidecar, settings, threads.timer, threads.workers, NodeMetrics.none());
        sidecar.connect();
        create(stream("RIVER", "river.>").build());
    }

    NatsServer startServer() {
        return NatsServer.start();
    }

    void stopServer() {
        server.close();
    }

    @AfterEach
    void stop() {
        publisher.close();
        sidecar.close();
        stopServer();
        threads.close();
    }

    CompletableFuture<PublishReceipt> publish(String subject, String id, Duration budget) {
        Headers headers = new Headers().put("Nats-Msg-Id", id);
        return publisher.publish(subject, headers, bytes(id), budget).toCompletableFuture();
    }

    List<String> content(String stream) throws IOException, JetStreamApiException {
        JetStreamManagement management = sidecar.require().jetStreamManagement();
        long last = management.getStreamInfo(stream).getStreamState().getLastSequence();
        List<String> content = new ArrayList<>();
        for (long sequence = 1; sequence <= last; sequence++) {
            content.add(new String(management.getMessage(stream, sequence).getData(), StandardCharsets.UTF_8));
        }
        return content;
    }

    void create(StreamConfiguration configuration) throws IOException, JetStreamApiException {
        sidecar.require().jetStreamManagement().addStream(configuration);
    }

    static StreamConfiguration.Builder stream(String name, String subjects) {
        return StreamConfiguration.builder()
                .name(name)
                .subjects(subjects)
                .storageType(StorageType.File)
                .duplicateWindow(Duration.ofMinutes(2));
    }

    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
