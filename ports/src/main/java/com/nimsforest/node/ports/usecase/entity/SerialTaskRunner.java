package com.nimsforest.node.ports.usecase.entity;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time, in the order in which they come, on the threads that bring them: a task that comes while
 * another one runs is left to that one's thread. Any thread; never waits.
 */
final class SerialTaskRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SerialTaskRunner.class);

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    void run(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        for (Runnable next = next(); next != null; next = next()) {
            runSafely(next);
        }
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            Runnable next = tasks.poll();
            running = next != null;
            return next;
        }
    }

    /** One that fails must not keep the next ones from running. */
    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.error("task failed, the next one follows", failure);
        }
    }
}
