package com.nimsforest.node.adapters.nats.consume;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one at a time and in order on the threads of others, and lets them go now and then. Any thread. */
final class SerialTaskQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SerialTaskQueue.class);
    private static final int TURN = 64;

    private final Executor workers;
    private final Object lock = new Object();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    SerialTaskQueue(Executor workers) {
        this.workers = workers;
    }

    void add(Runnable task) {
        synchronized (lock) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        start();
    }

    private void start() {
        try {
            workers.execute(this::turn);
        } catch (RejectedExecutionException ended) {
            synchronized (lock) {
                running = false;
            }
        }
    }

    private void turn() {
        for (int i = 0; i < TURN; i++) {
            Runnable task;
            synchronized (lock) {
                task = tasks.poll();
                running = task != null;
            }
            if (task == null) {
                return;
            }
            run(task);
        }
        start();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            LOG.warn("a task failed", failure);
        }
    }
}
