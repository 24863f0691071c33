package com.nimsforest.node.domain.replica;

import static java.util.Objects.requireNonNull;

/**
 * What one server holds of a stream.
 *
 * @param first the sequence of the first message
 * @param last the sequence of the last message ever stored
 * @param messages how many messages there are
 */
public record StreamReplicaContent(String stream, long first, long last, long messages) {
    public StreamReplicaContent {
        requireNonNull(stream, "stream");
    }

    /** Where it begins; servers tell that of an empty one in two ways. */
    long begin() {
        return messages == 0 ? last + 1 : first;
    }

    /** How many of all that were ever stored are not there any more; like the two sequences, it only grows. */
    long removed() {
        return last - messages;
    }

    /** In words, such as {@code 8 from 3 to 10}. */
    String description() {
        return messages + " from " + begin() + " to " + last;
    }
}
