package com.nimsforest.node.domain.progress;

/**
 * How far a durable consumer has come, as the servers tell it.
 *
 * @param ackFloor the stream sequence up to which every message is acknowledged
 * @param delivered the highest stream sequence that was delivered
 * @param pending messages that were not delivered yet
 * @param unacknowledged messages that were delivered and are not acknowledged
 * @param redelivered those of the unacknowledged that were delivered more than once
 */
public record ConsumerPosition(long ackFloor, long delivered, long pending, long unacknowledged, long redelivered) {
    public boolean isIdle() {
        return pending == 0 && unacknowledged == 0;
    }

    /**
     * Whether messages were acknowledged since the earlier position. A message that fails holds the floor, while others are
     * acknowledged: then fewer are unacknowledged than were delivered meanwhile. A delivery alone is no progress.
     */
    boolean hasAcknowledgedSince(ConsumerPosition earlier) {
        long deliveredSince = delivered - earlier.delivered;
        return ackFloor != earlier.ackFloor || unacknowledged - earlier.unacknowledged < deliveredSince;
    }

    /** Whether all that is left was tried before and waits for its next attempt: then nothing else is held up. */
    boolean isOnlyRetries() {
        return pending == 0 && redelivered >= unacknowledged;
    }
}
