package com.nimsforest.node.adapters.nats.publish;

/** While it is half open, one message at a time tries the stream, with a growing delay. Not thread-safe: for one queue. */
final class HalfOpenGate {
    private boolean halfOpen;
    private long pausedUntil;
    private int failures;

    /** From now on one message at a time may try, the first at once. */
    void halfOpen(long now) {
        halfOpen = true;
        pausedUntil = now;
        failures = 0;
    }

    /** The stream did not store the message that tried. */
    void failed(long now) {
        if (!halfOpen || pausedUntil - now <= 0) {
            pausedUntil = now + PublishRetryBackoff.after(++failures);
        }
        halfOpen = true;
    }

    void close() {
        halfOpen = false;
        failures = 0;
    }

    boolean isHalfOpen() {
        return halfOpen;
    }

    boolean mayTry(long now) {
        return pausedUntil - now <= 0;
    }
}
