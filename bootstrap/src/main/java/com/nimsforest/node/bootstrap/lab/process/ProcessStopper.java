package com.nimsforest.node.bootstrap.lab.process;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Ends processes: politely, and by force when that takes too long. */
public final class ProcessStopper {
    private static final Duration BY_FORCE = Duration.ofSeconds(1);

    private ProcessStopper() {}

    public static void of(Collection<ProcessHandle> processes, Duration timeout) {
        processes.forEach(ProcessHandle::destroy);
        if (!allGone(processes, timeout)) {
            processes.forEach(ProcessHandle::destroyForcibly);
            allGone(processes, BY_FORCE);
        }
    }

    private static boolean allGone(Collection<ProcessHandle> processes, Duration timeout) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends)
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return true;
        } catch (CompletionException late) {
            return false;
        }
    }
}
