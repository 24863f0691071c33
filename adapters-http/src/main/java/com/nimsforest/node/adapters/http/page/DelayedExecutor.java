package com.nimsforest.node.adapters.http.page;

import java.time.Duration;

/** Runs something once, after a while, on a thread of the HTTP server; not at all once that has stopped. */
@FunctionalInterface
public interface DelayedExecutor {
    void run(Runnable task, Duration delay);
}
