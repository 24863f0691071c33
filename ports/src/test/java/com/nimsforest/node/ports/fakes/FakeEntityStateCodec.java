package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.ports.driven.EntityStateCodec;
import com.nimsforest.node.ports.failure.RejectedInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** States as plain JSON. */
public final class FakeEntityStateCodec implements EntityStateCodec {
    private static final JsonMapper MAPPER = new JsonMapper();

    @Override
    public <S> JsonPayload write(S state) {
        try {
            return JsonPayload.of(MAPPER.writeValueAsString(state));
        } catch (JacksonException failure) {
            throw new RejectedInputException("state cannot be written", failure);
        }
    }

    @Override
    public <S> S read(JsonPayload state, Class<S> type) {
        try {
            return MAPPER.readValue(state.text(), type);
        } catch (JacksonException failure) {
            throw new RejectedInputException("stored state is no " + type.getSimpleName(), failure);
        }
    }
}
