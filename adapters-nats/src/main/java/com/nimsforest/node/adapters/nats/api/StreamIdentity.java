package com.nimsforest.node.adapters.nats.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Tells the lives of a stream apart by the moment at which it was made. In a cluster a server before 2.11.12, or of 2.12
 * before 2.12.3, tells its own moment first, and that of the mesh once its store is there ({@code setupStore} in stream.go and
 * {@code processClusterCreateStream} in jetstream_cluster.go of nats-server): 18 of 60 streams of three servers of 2.9.10
 * told both. So a stream that is young is looked at again. Any thread; never blocks.
 */
public final class StreamIdentity {
    private static final Duration YOUNG = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final JetStreamApi api;
    private final Clock clock;
    private final ScheduledExecutorService timer;

    public StreamIdentity(JetStreamApi api, Clock clock, ScheduledExecutorService timer) {
        this.api = api;
        this.clock = clock;
        this.timer = timer;
    }

    /** The moment at which the stream was made, in milliseconds since 1970. */
    public static long epochOf(JsonNode streamInfo) {
        String created = streamInfo.path("created").asString("");
        try {
            return Instant.parse(created).toEpochMilli();
        } catch (DateTimeParseException wrong) {
            throw ApiRequestException.unreadable("a stream without the time of its creation: " + created);
        }
    }

    /** What the leader says of the stream, with an epoch that stays. Fails as {@link JetStreamApi#call}. */
    public CompletableFuture<JsonNode> info(String stream) {
        return look(stream).thenCompose(info -> mayChange(info) ? again(stream, info) : now(info));
    }

    private CompletableFuture<JsonNode> look(String stream) {
        return api.call("STREAM.INFO." + stream, null);
    }

    /** Told by one clock and compared with another, whose difference is small beside what is young. */
    private boolean mayChange(JsonNode info) {
        long age = clock.millis() - epochOf(info);
        boolean clustered = !info.path("cluster").path("name").asString("").isEmpty();
        return clustered && Math.abs(age) < YOUNG.toMillis();
    }

    private CompletableFuture<JsonNode> again(String stream, JsonNode before) {
        return afterAPause()
                .thenCompose(rested -> look(stream))
                .thenCompose(info -> epochOf(info) == epochOf(before) ? now(info) : again(stream, info));
    }

    private CompletableFuture<Boolean> afterAPause() {
        CompletableFuture<Boolean> rested = new CompletableFuture<>();
        Runnable end = () -> rested.complete(true);
        try {
            timer.schedule(end, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            rested.completeExceptionally(ended);
        }
        return rested;
    }

    private static CompletableFuture<JsonNode> now(JsonNode info) {
        return CompletableFuture.completedFuture(info);
    }
}
