package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

/**
 * What one server holds of a stream.
 *
 * @param first the sequence of the first message
 * @param last the sequence of the last message ever stored
 * @param messages how many messages there are
 */
public record CopyFacts(String stream, long first, long last, long messages) {
    public CopyFacts {
        requireNonNull(stream, "stream");
    }
}
