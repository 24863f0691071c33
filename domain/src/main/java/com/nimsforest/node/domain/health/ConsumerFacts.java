package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

/**
 * One of the node's own consumers.
 *
 * @param pending messages that nobody has been given yet
 * @param unacknowledged messages that were given out and not acknowledged
 * @param stalled whether there is something to do and nothing comes
 */
public record ConsumerFacts(String stream, String name, long pending, long unacknowledged, boolean stalled) {
    public ConsumerFacts {
        requireNonNull(stream, "stream");
        requireNonNull(name, "name");
    }
}
