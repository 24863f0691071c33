package com.nimsforest.node.bootstrap.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** All threads that the node makes itself, by name. They do not keep the process alive. */
public final class NodeThreads {
    /** One for each look and one for telling of them, so that a slow one does not hold up the others. */
    private static final int HEALTH_THREADS = 6;

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, named("timer"));
    private final ScheduledExecutorService health = Executors.newScheduledThreadPool(HEALTH_THREADS, named("health"));
    private final ExecutorService nats = Executors.newCachedThreadPool(named("nats"));
    private final ExecutorService plugins = Executors.newCachedThreadPool(named("plugin"));

    /** For delays and what recurs; its tasks must be short. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** For the probes, which may wait. */
    public ScheduledExecutorService health() {
        return health;
    }

    /** For the NATS adapter's work, which may wait. */
    public ExecutorService nats() {
        return nats;
    }

    /** For the code of trees and nims: as many as it takes, since some may never come back. */
    public ExecutorService plugins() {
        return plugins;
    }

    /** Interrupts what runs, and waits a little for it to end. */
    public void stop() throws InterruptedException {
        List<ExecutorService> all = List.of(health, plugins, nats, timer);
        all.forEach(ExecutorService::shutdownNow);
        for (ExecutorService one : all) {
            one.awaitTermination(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
