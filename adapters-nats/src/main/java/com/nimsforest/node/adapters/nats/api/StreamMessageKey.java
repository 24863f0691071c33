package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.domain.soil.HumusSlot;
import java.time.Instant;

/**
 * Which message of a stream: its sequence, and the epoch of the stream, since one made anew counts from 1 again.
 *
 * @param stored when the stream took it in, since one that lost its end gives the same sequence to another message
 */
public record StreamMessageKey(long epoch, long sequence, Instant stored) {
    public StreamMessageKey(long epoch, long sequence) {
        this(epoch, sequence, Instant.EPOCH);
    }

    public HumusSlot slot() {
        return new HumusSlot(epoch, sequence, stored);
    }
}
