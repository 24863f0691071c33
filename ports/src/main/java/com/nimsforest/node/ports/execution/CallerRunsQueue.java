package com.nimsforest.node.ports.execution;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time in the order in which they come, without a thread of its own and without a lock: whoever finds
 * nobody running runs all that wait. For any thread.
 */
public final class CallerRunsQueue {
    private static final Logger LOG = LoggerFactory.getLogger(CallerRunsQueue.class);

    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger undone = new AtomicInteger();

    /** Runs the task now, or leaves it to the thread that is running others. */
    public void run(Runnable task) {
        add(task);
        proceed();
    }

    /** Puts the task in its place in the order, for the next {@link #proceed}. */
    public void add(Runnable task) {
        tasks.add(task);
    }

    public void proceed() {
        if (undone.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
                runGuarded(next);
            }
            seen = undone.addAndGet(-seen);
        } while (seen > 0);
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.error("a task failed that must not; please report this", failure);
        }
    }
}
