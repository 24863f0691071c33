package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

/**
 * One of the node's own consumers.
 *
 * @param pending messages that nobody has been given yet
 * @param unacknowledged messages that were given out and not acknowledged
 * @param stalled whether there is something to do and nothing comes
 * @param waits what it waits for; empty while it takes part
 */
public record ConsumerFacts(
        String stream, String name, long pending, long unacknowledged, boolean stalled, String waits) {
    public ConsumerFacts {
        requireNonNull(stream, "stream");
        requireNonNull(name, "name");
        requireNonNull(waits, "waits");
    }

    /** One that takes part. */
    public ConsumerFacts(String stream, String name, long pending, long unacknowledged, boolean stalled) {
        this(stream, name, pending, unacknowledged, stalled, "");
    }

    /** One that is not there, or cannot be had. */
    public static ConsumerFacts waiting(String stream, String name, String waits) {
        return new ConsumerFacts(stream, name, 0, 0, false, waits);
    }
}
