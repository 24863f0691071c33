package com.nimsforest.node.ports.fakes;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs tasks one at a time and in order, on whichever thread the executor has. */
final class SerialExecutor implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Executor executor;
    private boolean busy;

    SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (busy) {
                return;
            }
            busy = true;
        }
        executor.execute(this::runOne);
    }

    private void runOne() {
        Runnable task;
        synchronized (this) {
            task = tasks.remove();
        }
        try {
            task.run();
        } finally {
            if (hasMore()) {
                executor.execute(this::runOne);
            }
        }
    }

    private synchronized boolean hasMore() {
        busy = !tasks.isEmpty();
        return busy;
    }
}
