package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.adapters.nats.api.StreamIdentity;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The floors of the streams that leaves come of, read before the last leaf: when that leaf was seen, all that comes of the
 * floors was.
 *
 * @param breaks of the term in which they were read
 * @param asked {@link StreamIdentity#positionStream} of the streams whose floors were read
 * @param last the sequence of the last leaf
 * @param unreceived what was read of the stream beside, since more leaves wait than may be in flight
 * @param received up to which leaf a part of them was ordered
 * @param readAt when, or when a part was ordered, by {@link System#nanoTime}
 */
record EntityLeafHorizon(
        long breaks,
        Set<String> asked,
        Map<String, Long> floors,
        long last,
        UnreceivedLeaves unreceived,
        long received,
        long readAt) {
    private static final Duration OLD = Duration.ofSeconds(5);

    /** A last leaf that has not come for so long was removed from the stream, or has to wait itself until others are ordered. */
    boolean isOld() {
        return System.nanoTime() - readAt > OLD.toNanos();
    }

    /** Whether more of the leaves are in order when those up to this one were received. */
    boolean isPartOrdered(long sequence) {
        return unreceived.wereRead() && sequence > received;
    }

    /** What is known while the leaves after this one were not received. */
    EntityLeafHorizon upTo(long sequence) {
        return new EntityLeafHorizon(
                breaks, asked, unreceived.floors(floors, sequence), sequence, unreceived, sequence, readAt);
    }

    /** The same, of which the part up to this leaf is ordered. */
    EntityLeafHorizon after(long sequence) {
        return new EntityLeafHorizon(breaks, asked, floors, last, unreceived, sequence, System.nanoTime());
    }
}
