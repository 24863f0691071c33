package com.nimsforest.node.ports.driven;

import com.nimsforest.node.domain.payload.JsonPayload;

/** States of entity nims as JSON: records, one codec for all. Any thread. */
public interface EntityStateCodec {
    /** @throws com.nimsforest.node.ports.failure.RejectedInputException when it cannot be written; names field and reason */
    <S> JsonPayload write(S state);

    /** @throws com.nimsforest.node.ports.failure.RejectedInputException when it is no such state; names field and place */
    <S> S read(JsonPayload state, Class<S> type);
}
