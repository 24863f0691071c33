package com.nimsforest.node.adapters.nats.connection;

import io.nats.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the way to the sidecar and back now and then, beside everything else. */
final class RoundTripMeter {
    private static final Logger LOG = LoggerFactory.getLogger(RoundTripMeter.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final ScheduledExecutorService timer;
    private final Executor workers;
    private volatile @Nullable Connection measured;
    private volatile Optional<Duration> last = Optional.empty();

    RoundTripMeter(ScheduledExecutorService timer, Executor workers) {
        this.timer = timer;
        this.workers = workers;
    }

    /** Measures this connection from now on, and no other. */
    void follow(Connection connection) {
        measured = connection;
        last = Optional.empty();
        later(connection, Duration.ZERO);
    }

    void forget() {
        measured = null;
        last = Optional.empty();
    }

    Optional<Duration> last() {
        return last;
    }

    private void later(Connection connection, Duration wait) {
        try {
            timer.schedule(() -> workers.execute(() -> measure(connection)), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            LOG.debug("no more round trips, the node is ending");
        }
    }

    private void measure(Connection connection) {
        if (measured != connection) {
            return;
        }
        Optional<Duration> took = Optional.empty();
        try {
            took = Optional.of(connection.RTT());
        } catch (IOException | IllegalStateException unanswered) {
            LOG.debug("round trip not measured: {}", unanswered.toString());
        }
        if (measured == connection) {
            last = took;
            later(connection, INTERVAL);
        }
    }
}
