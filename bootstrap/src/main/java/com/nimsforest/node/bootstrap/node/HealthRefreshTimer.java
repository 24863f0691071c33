package com.nimsforest.node.bootstrap.node;

import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import com.nimsforest.node.ports.usecase.ForestStatusService;
import com.nimsforest.node.ports.usecase.NodeHealthService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the views of the node and of the forest fresh: each look about once a second, and again whenever the connection
 * changes. While the node is not ready it looks at itself more often, since nothing is taken in until a look has seen that it
 * can be kept again; while all is well on a single machine less often, so that no view gets older than two seconds. The looks
 * come together, since what the server tells one of them serves the others.
 */
public final class HealthRefreshTimer {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRefreshTimer.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration UNREADY_PERIOD = Duration.ofMillis(200);
    private static final Duration CALM_PERIOD = Duration.ofMillis(1600);
    private static final Duration CALM_FLEET_PERIOD = Duration.ofSeconds(2);

    private final NodeHealthService health;
    private final List<Look> views;
    private final Look fleet;
    private final ScheduledExecutorService executor;
    private volatile boolean stopped;

    public HealthRefreshTimer(NodeHealthService health, ForestStatusService watch, ScheduledExecutorService executor) {
        this.health = health;
        this.views = Stream.<Runnable>of(
                        health::refreshStorage, health::refreshCluster, health::refreshPipeline, watch::refreshServer)
                .map(Look::new)
                .toList();
        this.fleet = new Look(watch::refreshFleet);
        this.executor = executor;
    }

    public void start(SidecarConnection sidecar) {
        next(() -> look(views), Duration.ZERO, this::untilNext);
        next(() -> look(List.of(fleet)), Duration.ZERO, () -> isCalm() ? CALM_FLEET_PERIOD : PERIOD);
        sidecar.onTransition(transition ->
                Stream.concat(views.stream(), Stream.of(fleet)).forEach(look -> executor.execute(look::run)));
    }

    public void stop() {
        stopped = true;
    }

    /** Never in step with something that comes once a second: copies of a stream are compared by what was seen of them. */
    private Duration untilNext() {
        if (!health.report().ready()) {
            return UNREADY_PERIOD;
        }
        long most = (isCalm() ? CALM_PERIOD : PERIOD).toMillis();
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most * 3 / 4, most));
    }

    /** The machines of a mesh watch each other, and so ask more often. */
    private boolean isCalm() {
        HealthReport report = health.report();
        return report.status() == HealthStatus.UP
                && report.facts()
                        .filter(facts -> facts.cluster().isSingleNode())
                        .isPresent();
    }

    /** Each on a thread of its own, so that a slow one does not hold up the others. */
    private void look(List<Look> due) {
        due.forEach(look -> executor.execute(look::runUnlessRunning));
    }

    private void next(Runnable task, Duration delay, Supplier<Duration> period) {
        try {
            executor.schedule(() -> again(task, period), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            stopped = true;
        }
    }

    private void again(Runnable task, Supplier<Duration> period) {
        if (!stopped) {
            try {
                task.run();
            } finally {
                next(task, period.get(), period);
            }
        }
    }

    private record Look(Runnable task, AtomicBoolean running) {
        Look(Runnable task) {
            this(task, new AtomicBoolean());
        }

        void runUnlessRunning() {
            if (!running.getAndSet(true)) {
                try {
                    run();
                } finally {
                    running.set(false);
                }
            }
        }

        /** A look that fails must not be the last one. */
        void run() {
            try {
                task.run();
            } catch (Throwable failure) {
                LOG.warn("a refresh of the node's health or of the forest's status failed", failure);
            }
        }
    }
}
