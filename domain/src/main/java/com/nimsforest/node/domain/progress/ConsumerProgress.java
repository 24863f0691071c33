package com.nimsforest.node.domain.progress;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Whether a consumer stalls: messages are there and none is acknowledged. How lately a message was delivered, or a
 * subscription opened, says nothing.
 *
 * @param position the last known position
 * @param movedAt when it last moved or had nothing to do, on a clock that only runs forward
 */
public record ConsumerProgress(ConsumerPosition position, Duration movedAt) {
    public ConsumerProgress {
        requireNonNull(position, "position");
        requireNonNull(movedAt, "movedAt");
    }

    /** The progress with a position that was seen at the given time of the same clock. */
    public ConsumerProgress at(ConsumerPosition seen, Duration now) {
        boolean moved = seen.isIdle() || seen.hasAcknowledgedSince(position);
        return new ConsumerProgress(seen, moved ? now : movedAt);
    }

    /**
     * Whether nothing was acknowledged for the bound. Messages that are all delivered may be under work, so these have
     * twice the time; those that only wait for their next attempt are no stall.
     */
    public boolean isStalled(Duration bound, Duration now) {
        if (position.isIdle() || position.isOnlyRetries()) {
            return false;
        }
        Duration allowed = position.pending() > 0 ? bound : bound.multipliedBy(2);
        return now.minus(movedAt).compareTo(allowed) >= 0;
    }
}
