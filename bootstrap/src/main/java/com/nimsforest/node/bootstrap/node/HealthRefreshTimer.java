package com.nimsforest.node.bootstrap.node;

import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import com.nimsforest.node.ports.usecase.ForestStatusService;
import com.nimsforest.node.ports.usecase.NodeHealthService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the views of the node and of the forest fresh: each look once a second, and again whenever the connection changes.
 * While the node is not ready it looks at itself more often, since nothing is taken in until a look has seen that it can be
 * kept again.
 */
public final class HealthRefreshTimer {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRefreshTimer.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration UNREADY_PERIOD = Duration.ofMillis(200);

    private final NodeHealthService health;
    private final List<Runnable> own;
    private final Runnable server;
    private final Runnable fleet;
    private final ScheduledExecutorService executor;
    private volatile boolean stopped;

    public HealthRefreshTimer(NodeHealthService health, ForestStatusService watch, ScheduledExecutorService executor) {
        this.health = health;
        this.own = List.of(health::refreshStorage, health::refreshCluster, health::refreshPipeline);
        this.server = watch::refreshServer;
        this.fleet = watch::refreshFleet;
        this.executor = executor;
    }

    public void start(SidecarConnection sidecar) {
        own.forEach(task -> next(task, Duration.ZERO, this::untilNextOwn));
        next(server, Duration.ZERO, HealthRefreshTimer::untilNextServer);
        next(fleet, Duration.ZERO, () -> PERIOD);
        sidecar.onTransition(transition -> Stream.concat(own.stream(), Stream.of(server, fleet))
                .forEach(task -> executor.execute(() -> guarded(task))));
    }

    public void stop() {
        stopped = true;
    }

    private Duration untilNextOwn() {
        return health.report().ready() ? PERIOD : UNREADY_PERIOD;
    }

    /** Never in step with something that comes once a second: copies of a stream are compared by what was seen of them. */
    private static Duration untilNextServer() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(PERIOD.toMillis() / 2, PERIOD.toMillis()));
    }

    private void next(Runnable task, Duration delay, Supplier<Duration> period) {
        try {
            executor.schedule(() -> again(task, period), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            stopped = true;
        }
    }

    private void again(Runnable task, Supplier<Duration> period) {
        if (stopped) {
            return;
        }
        try {
            guarded(task);
        } finally {
            next(task, period.get(), period);
        }
    }

    /** A look that fails must not be the last one. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.warn("a refresh of the node's health or of the forest's status failed", failure);
        }
    }
}
