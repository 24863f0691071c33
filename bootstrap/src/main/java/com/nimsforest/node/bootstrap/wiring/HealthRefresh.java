package com.nimsforest.node.bootstrap.wiring;

import com.nimsforest.node.ports.driven.SidecarConnection;
import com.nimsforest.node.ports.usecase.HealthService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the view of health fresh: each look once a second, and again whenever the connection changes. */
final class HealthRefresh {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRefresh.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final List<Runnable> looks;
    private final ScheduledExecutorService executor;
    private List<ScheduledFuture<?>> running = List.of();

    HealthRefresh(HealthService health, ScheduledExecutorService executor) {
        this.looks = List.of(health::refreshStorage, health::refreshCluster, health::refreshPipeline);
        this.executor = executor;
    }

    synchronized void start(SidecarConnection sidecar) {
        running = looks.stream()
                .<ScheduledFuture<?>>map(look ->
                        executor.scheduleWithFixedDelay(guarded(look), 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        sidecar.onTransition(transition -> looks.forEach(look -> executor.execute(guarded(look))));
    }

    synchronized void stop() {
        running.forEach(look -> look.cancel(false));
    }

    /** A scheduled task that throws would never run again. */
    private static Runnable guarded(Runnable look) {
        return () -> {
            try {
                look.run();
            } catch (RuntimeException failure) {
                LOG.warn("a look at the node's health failed: {}", failure.toString());
            }
        };
    }
}
