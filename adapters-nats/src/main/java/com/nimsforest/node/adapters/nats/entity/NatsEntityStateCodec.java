package com.nimsforest.node.adapters.nats.entity;

import static tools.jackson.databind.cfg.CoercionAction.Fail;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.ports.driven.EntityStateCodec;
import com.nimsforest.node.ports.failure.RejectedInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * States as Jackson reads and writes records: every digit of a number is kept, a field that the record does not know is an
 * error, since it would be lost with the next change, and so is a value of another type, which would be taken for something
 * else. A field that is not there is null, 0 or false.
 */
public final class NatsEntityStateCodec implements EntityStateCodec {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .defaultLeniency(false)
            .withCoercionConfigDefaults(config -> config.setCoercion(CoercionInputShape.EmptyString, Fail))
            .withCoercionConfig(LogicalType.Textual, NatsEntityStateCodec::refuseScalars)
            .addModule(new SimpleModule().setDeserializerModifier(new TimeAsTextDeserializers()))
            .build();

    private static void refuseScalars(MutableCoercionConfig config) {
        config.setCoercion(CoercionInputShape.Integer, Fail)
                .setCoercion(CoercionInputShape.Float, Fail)
                .setCoercion(CoercionInputShape.Boolean, Fail);
    }

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
            S read = MAPPER.readValue(state.text(), type);
            if (read == null) {
                throw new RejectedInputException("stored state is no " + type.getSimpleName() + ": null");
            }
            return read;
        } catch (JacksonException failure) {
            throw new RejectedInputException(
                    "stored state is no " + type.getSimpleName() + ": " + where(failure), failure);
        }
    }

    /** The field and the place; the message itself may quote what is stored. */
    private static String where(JacksonException failure) {
        String field = failure.getPathReference();
        TokenStreamLocation location = failure.getLocation();
        String place = location == null ? "" : " at character " + location.getCharOffset();
        return (field.isEmpty() ? failure.getClass().getSimpleName() : field) + place;
    }
}
