package com.nimsforest.node.ports.driven;

/**
 * Messages on their way to a handler. It survives reconnects, servers and streams that come and go, until closed.
 */
public interface Subscription extends AutoCloseable {
    /**
     * Stops taking messages, waits until those in flight have their verdicts and the acknowledgements are confirmed, bounded
     * by the adapter's settings, and gives the rest back. Idempotent.
     */
    @Override
    void close();
}
