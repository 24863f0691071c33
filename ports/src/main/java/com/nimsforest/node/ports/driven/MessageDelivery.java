package com.nimsforest.node.ports.driven;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.message.MessageId;

/**
 * A kept message, handed over.
 *
 * @param id the same in each delivery of the same message: the sender's id, else one made of the stream's epoch and the
 *     message's sequence
 * @param attempt which delivery of this message this is, from 1; a hint, since a new consumer counts from 1 again
 * @param sequence the place of this copy in the stream that it was read from
 * @param origin what follows from this message comes of that; the same in each copy of it
 */
public record MessageDelivery<T>(T message, MessageId id, long attempt, long sequence, LeafOrigin origin) {
    public MessageDelivery {
        requireNonNull(message, "message");
        requireNonNull(id, "id");
        requireNonNull(origin, "origin");
    }

    /** The same delivery of what the message says. */
    public <U> MessageDelivery<U> saying(U said) {
        return new MessageDelivery<>(said, id, attempt, sequence, origin);
    }
}
