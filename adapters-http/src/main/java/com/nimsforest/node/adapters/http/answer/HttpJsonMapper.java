package com.nimsforest.node.adapters.http.answer;

import java.math.BigDecimal;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Values as JSON: instants in ISO form, durations as milliseconds with their unit ({@code 0.512ms}). */
public final class HttpJsonMapper {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Duration.class, new Milliseconds()))
            .build();

    private HttpJsonMapper() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Whether the bytes are one JSON value, and nothing else. */
    public static boolean isJson(byte[] bytes) {
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            JsonToken first = parser.nextToken();
            parser.skipChildren();
            return first != null && parser.nextToken() == null;
        } catch (JacksonException other) {
            return false;
        }
    }

    private static final class Milliseconds extends ValueSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
            BigDecimal millis = BigDecimal.valueOf(value.toNanos(), 6).stripTrailingZeros();
            json.writeString(millis.toPlainString() + "ms");
        }
    }
}
