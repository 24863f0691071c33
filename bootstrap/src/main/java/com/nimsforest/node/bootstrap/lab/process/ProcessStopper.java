package com.nimsforest.node.bootstrap.lab.process;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Stops processes by SIGTERM, and by SIGKILL after a timeout. */
public final class ProcessStopper {
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(1);

    private ProcessStopper() {}

    public static void stop(Collection<ProcessHandle> processes, Duration timeout) {
        processes.forEach(ProcessHandle::destroy);
        if (!awaitExit(processes, timeout)) {
            processes.forEach(ProcessHandle::destroyForcibly);
            awaitExit(processes, KILL_TIMEOUT);
        }
    }

    private static boolean awaitExit(Collection<ProcessHandle> processes, Duration timeout) {
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
