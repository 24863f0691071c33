package com.nimsforest.node.adapters.nats.harness;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The executors that bootstrap would give to the adapter. */
public final class AdapterExecutors implements AutoCloseable {
    public final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, AdapterExecutors::daemon);
    public final ExecutorService workers = Executors.newCachedThreadPool(AdapterExecutors::daemon);

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "test-worker");
        thread.setDaemon(true);
        return thread;
    }
}
