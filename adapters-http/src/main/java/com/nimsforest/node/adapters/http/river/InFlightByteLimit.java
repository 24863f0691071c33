package com.nimsforest.node.adapters.http.river;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of posts are held at once, so that callers cannot fill the memory. Any thread. */
final class InFlightByteLimit {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    InFlightByteLimit(long most) {
        this.most = most;
    }

    boolean reserve(long bytes) {
        if (held.addAndGet(bytes) <= most) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
