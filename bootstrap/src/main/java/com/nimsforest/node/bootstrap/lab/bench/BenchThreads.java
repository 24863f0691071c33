package com.nimsforest.node.bootstrap.lab.bench;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** The threads of the forest that is measured: as many as a node has. */
final class BenchThreads implements AutoCloseable {
    private static final int NIM_THREADS = 8;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, named("bench-timer"));
    private final ExecutorService nats = Executors.newCachedThreadPool(named("bench-nats"));
    private final ExecutorService nims = Executors.newFixedThreadPool(NIM_THREADS, named("bench-nim"));

    ScheduledExecutorService timer() {
        return timer;
    }

    ExecutorService nats() {
        return nats;
    }

    ExecutorService nims() {
        return nims;
    }

    @Override
    public void close() {
        List.of(nims, nats, timer).forEach(ExecutorService::shutdownNow);
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
