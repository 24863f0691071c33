package com.nimsforest.node.adapters.http.river;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of posts are held at once, so that callers cannot fill the memory. The beginnings of bodies have room of their own,
 * so that large ones, however many are never finished, refuse no small one. Any thread.
 */
final class InFlightByteLimit {
    private static final long BEGINNING = 64 * 1024;

    private final long most;
    private final AtomicLong beginnings = new AtomicLong();
    private final AtomicLong rest = new AtomicLong();

    /** @param most how many bytes behind the beginnings are held at most; of the beginnings as many again */
    InFlightByteLimit(long most) {
        this.most = most;
    }

    /** Whether there is room for so many bytes of a body of which so many are held. */
    boolean reserve(long held, long bytes) {
        long first = beginning(held + bytes) - beginning(held);
        if (!take(beginnings, first)) {
            return false;
        }
        if (!take(rest, bytes - first)) {
            beginnings.addAndGet(-first);
            return false;
        }
        return true;
    }

    private boolean take(AtomicLong counter, long bytes) {
        if (bytes == 0 || counter.addAndGet(bytes) <= most) {
            return true;
        }
        counter.addAndGet(-bytes);
        return false;
    }

    /** Gives back all bytes of one body. */
    void release(long bytes) {
        beginnings.addAndGet(-beginning(bytes));
        rest.addAndGet(beginning(bytes) - bytes);
    }

    private static long beginning(long bytes) {
        return Math.min(bytes, BEGINNING);
    }
}
