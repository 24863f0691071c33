package com.nimsforest.node.adapters.nats.publish;

/** Whether a stream is in doubt, so that one message at a time tries it, and when the next may. For a lane, in turn. */
final class HalfOpenGate {
    private boolean cautious;
    private long pausedUntil;
    private int troubles;

    /** One message may try it at once. */
    void begin(long now) {
        cautious = true;
        pausedUntil = now;
        troubles = 0;
    }

    /** The stream did not take it. */
    void trouble(long now) {
        if (!cautious || pausedUntil - now <= 0) {
            pausedUntil = now + PublishRetryBackoff.after(++troubles);
        }
        cautious = true;
    }

    void end() {
        cautious = false;
        troubles = 0;
    }

    boolean isCautious() {
        return cautious;
    }

    boolean mayTry(long now) {
        return pausedUntil - now <= 0;
    }
}
