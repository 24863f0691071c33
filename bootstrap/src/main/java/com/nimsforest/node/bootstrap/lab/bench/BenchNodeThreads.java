package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** The threads of the forest that is measured: as many as a node has. */
final class BenchNodeThreads implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, named("bench-timer"));
    private final ExecutorService nats = Executors.newCachedThreadPool(named("bench-nats"));
    private final ExecutorService plugins = Executors.newCachedThreadPool(named("bench-plugin"));

    ScheduledExecutorService timer() {
        return timer;
    }

    ExecutorService nats() {
        return nats;
    }

    /** Runs trees and nims as a node does. */
    PluginInvoker plugins() {
        return new PluginInvoker(plugins, timer, PluginCallJournal.none());
    }

    @Override
    public void close() {
        List.of(plugins, nats, timer).forEach(ExecutorService::shutdownNow);
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
