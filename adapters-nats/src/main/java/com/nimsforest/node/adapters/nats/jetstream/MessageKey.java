package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.domain.soil.Slot;
import java.time.Instant;

/**
 * Which message of a stream: its sequence, and the epoch of the stream, since one made anew counts from 1 again.
 *
 * @param stored when the stream took it in, since one that lost its end gives the same sequence to another message
 */
record MessageKey(long epoch, long sequence, Instant stored) {
    MessageKey(long epoch, long sequence) {
        this(epoch, sequence, Instant.EPOCH);
    }

    Slot slot() {
        return new Slot(epoch, sequence, stored);
    }
}
