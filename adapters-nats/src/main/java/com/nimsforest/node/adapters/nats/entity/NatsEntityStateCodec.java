package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.ports.driven.EntityStateCodec;
import com.nimsforest.node.ports.failure.RejectedInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * States as Jackson reads and writes records: every digit of a number is kept, a field that the record does not know is an
 * error, since it would be lost with the next change.
 */
public final class NatsEntityStateCodec implements EntityStateCodec {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Override
    public <S> JsonPayload write(S state) {
        try {
            return JsonPayload.of(MAPPER.writeValueAsString(state));
        } catch (JacksonException failure) {
            throw new RejectedInputException(
                    "state " + state.getClass().getSimpleName() + " cannot be written: " + where(failure), failure);
        }
    }

    @Override
    public <S> S read(JsonPayload state, Class<S> type) {
        try {
            return MAPPER.readValue(state.text(), type);
        } catch (JacksonException failure) {
            throw new RejectedInputException(
                    "stored state is no " + type.getSimpleName() + ": " + where(failure), failure);
        }
    }

    /** The field and the place; the message itself may quote what is stored. */
    private static String where(JacksonException failure) {
        String field = failure instanceof DatabindException bound ? bound.getPathReference() : "";
        TokenStreamLocation location = failure.getLocation();
        String place = location == null ? "" : " at character " + location.getCharOffset();
        return (field.isEmpty() ? failure.getClass().getSimpleName() : field) + place;
    }
}
