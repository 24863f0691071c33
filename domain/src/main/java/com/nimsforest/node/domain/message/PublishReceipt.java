package com.nimsforest.node.domain.message;

import static java.util.Objects.requireNonNull;

/**
 * The servers keep the message.
 *
 * @param sequence its place in the stream; of the first copy when this is a duplicate
 * @param duplicate whether the same id was kept before
 */
public record PublishReceipt(String stream, long sequence, boolean duplicate) {
    public PublishReceipt {
        requireNonNull(stream, "stream");
    }
}
