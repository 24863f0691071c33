package com.nimsforest.node.ports.driven;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.message.MessageId;

/**
 * A kept message, handed over.
 *
 * @param id the same in each delivery of the same message: the sender's id, else one made of the stream's epoch and the
 *     message's sequence
 * @param attempt which delivery of this message this is, from 1; a hint, since a new consumer counts from 1 again
 */
public record MessageDelivery<T>(T message, MessageId id, long attempt) {
    public MessageDelivery {
        requireNonNull(message, "message");
        requireNonNull(id, "id");
    }
}
