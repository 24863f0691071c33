package com.nimsforest.node.ports.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time and in order on the threads of an executor, and leaves the thread to others now and then. A
 * task may throw anything: the next one runs all the same. Any thread.
 */
public final class SerialTaskQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SerialTaskQueue.class);
    private static final int TURN = 64;

    private final Executor workers;
    private final String tasksName;
    private final Object lock = new Object();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    /** @param tasksName what the log calls a task */
    public SerialTaskQueue(Executor workers, String tasksName) {
        this.workers = workers;
        this.tasksName = tasksName;
    }

    public void add(Runnable task) {
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
        boolean started = false;
        try {
            workers.execute(this::turn);
            started = true;
        } catch (RejectedExecutionException ended) {
            LOG.debug("{} not run: the workers have ended", tasksName);
        } finally {
            // Without memory for a thread the next task that is added tries again.
            synchronized (lock) {
                running &= started;
            }
        }
    }

    /** Goes on after whatever a task throws, also when not even a line of log could be written. */
    private void turn() {
        boolean empty = false;
        try {
            for (int i = 0; i < TURN && !empty; i++) {
                empty = !runNext();
            }
        } finally {
            if (!empty) {
                start();
            }
        }
    }

    private boolean runNext() {
        Runnable task;
        synchronized (lock) {
            task = tasks.poll();
            running = task != null;
        }
        if (task == null) {
            return false;
        }
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.warn("{} failed", tasksName, failure);
        } finally {
            // A task that leaves its thread interrupted must not end the wait of the next one.
            Thread.interrupted();
        }
        return true;
    }
}
