package com.nimsforest.node.bootstrap.systemd;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.ports.driving.NodeStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the service manager show the forest in one line, such as {@code connected to nats-1, 3 of 3 machines, R3}: whenever
 * that changes, until one line could not be shown. Start and stop may come from different threads.
 */
public final class ServiceStatusUpdater {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceStatusUpdater.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final NodeStatus status;
    private final ServiceNotifier manager;
    private final ScheduledExecutorService executor;
    private String shown = "";
    private boolean ended;

    public ServiceStatusUpdater(NodeStatus status, ServiceNotifier manager, ScheduledExecutorService executor) {
        this.status = requireNonNull(status, "status");
        this.manager = requireNonNull(manager, "manager");
        this.executor = requireNonNull(executor, "executor");
    }

    public void start() {
        update();
    }

    public synchronized void stop() {
        show("stopping");
        ended = true;
    }

    private synchronized void update() {
        if (ended) {
            return;
        }
        try {
            show(status.status().summary());
        } finally {
            scheduleNext();
        }
    }

    private void scheduleNext() {
        try {
            executor.schedule(this::update, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            ended = true;
        }
    }

    private void show(String line) {
        if (ended || line.equals(shown)) {
            return;
        }
        shown = line;
        try {
            manager.show(line);
        } catch (IOException unheard) {
            ended = true;
            LOG.info("systemd-notify failed: {}", unheard.getMessage());
        } catch (InterruptedException interrupted) {
            ended = true;
            Thread.currentThread().interrupt();
        }
    }
}
