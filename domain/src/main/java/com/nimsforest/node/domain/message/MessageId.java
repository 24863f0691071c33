package com.nimsforest.node.domain.message;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.subject.Token;
import java.util.regex.Pattern;

/**
 * What makes a message the same one when it is sent again; on the wire the header {@code Nats-Msg-Id}.
 *
 * <p>Ids of what follows from a message are derived from its id, so that work that is done again after a crash writes
 * the same ids again and the servers drop the second copy.
 */
public record MessageId(String value) {
    /** The longest id that is taken from outside, in characters. */
    public static final int MAX_LENGTH = 1024;

    private static final Pattern PLAIN = Pattern.compile("[!-~]([ -~]*[!-~])?");

    public MessageId {
        requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new IllegalArgumentException("message id is blank");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("message id has a control character");
        }
    }

    /**
     * An id that a caller chose: bounded as derived ids are not, and of characters that a header of NATS brings to the
     * other side as they are.
     */
    public static MessageId given(String value) {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("message id is longer than " + MAX_LENGTH + " characters");
        }
        MessageId id = new MessageId(value);
        if (!PLAIN.matcher(value).matches()) {
            throw new IllegalArgumentException("message id must be printable ASCII without a space at an end");
        }
        return id;
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
