package com.nimsforest.node.domain.message;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.subject.Token;

/**
 * What makes a message the same one when it is sent again; on the wire the header {@code Nats-Msg-Id}.
 *
 * <p>Ids of what follows from a message are derived from its id, so that work that is done again after a crash writes
 * the same ids again and the servers drop the second copy.
 */
public record MessageId(String value) {
    /** The longest id that is taken from outside, in characters. */
    public static final int MAX_LENGTH = 1024;

    public MessageId {
        requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new IllegalArgumentException("message id is blank");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("message id has a control character");
        }
    }

    /** An id that a caller chose, with the bound that derived ids do not have. */
    public static MessageId given(String value) {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("message id is longer than " + MAX_LENGTH + " characters");
        }
        return new MessageId(value);
    }

    /** The id of the {@code n}th thing (from 0) that the named one made of this message. */
    public MessageId derive(Token by, int n) {
        return new MessageId(value + "/" + by + "/" + n);
    }

    @Override
    public String toString() {
        return value;
    }
}
