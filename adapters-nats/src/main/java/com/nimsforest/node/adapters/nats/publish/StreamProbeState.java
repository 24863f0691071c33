package com.nimsforest.node.adapters.nats.publish;

/** While a stream is probed, one message at a time is sent to it, with a growing delay. Not thread-safe: for one queue. */
final class StreamProbeState {
    private boolean probing;
    private long pausedUntil;
    private int failures;

    /** From now on one message at a time may be sent, the first at once. */
    void start(long now) {
        probing = true;
        pausedUntil = now;
        failures = 0;
    }

    /** The stream did not store the message that tried. */
    void failed(long now) {
        if (!probing || pausedUntil - now <= 0) {
            pausedUntil = now + PublishRetryDelay.after(++failures);
        }
        probing = true;
    }

    void stop() {
        probing = false;
        failures = 0;
    }

    boolean isProbing() {
        return probing;
    }

    boolean mayTry(long now) {
        return pausedUntil - now <= 0;
    }
}
