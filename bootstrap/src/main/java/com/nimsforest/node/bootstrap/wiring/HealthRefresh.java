package com.nimsforest.node.bootstrap.wiring;

import com.nimsforest.node.ports.driven.SidecarConnection;
import com.nimsforest.node.ports.usecase.HealthService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the view of health fresh: each look once a second, and again whenever the connection changes. While the node is
 * not ready it looks more often, since nothing is taken in until a look has seen that it can be kept again.
 */
final class HealthRefresh {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRefresh.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration UNREADY_PERIOD = Duration.ofMillis(200);

    private final HealthService health;
    private final List<Runnable> looks;
    private final ScheduledExecutorService executor;
    private volatile boolean stopped;

    HealthRefresh(HealthService health, ScheduledExecutorService executor) {
        this.health = health;
        this.looks = List.of(health::refreshStorage, health::refreshCluster, health::refreshPipeline);
        this.executor = executor;
    }

    void start(SidecarConnection sidecar) {
        looks.forEach(look -> next(look, Duration.ZERO));
        sidecar.onTransition(transition -> looks.forEach(look -> executor.execute(() -> guarded(look))));
    }

    void stop() {
        stopped = true;
    }

    private void next(Runnable look, Duration delay) {
        try {
            executor.schedule(() -> again(look), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            stopped = true;
        }
    }

    private void again(Runnable look) {
        if (stopped) {
            return;
        }
        guarded(look);
        next(look, health.report().ready() ? PERIOD : UNREADY_PERIOD);
    }

    /** A look that fails must not be the last one. */
    private static void guarded(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException failure) {
            LOG.warn("a look at the node's health failed: {}", failure.toString());
        }
    }
}
