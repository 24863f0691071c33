package com.nimsforest.node.adapters.http.answer;

import java.math.BigDecimal;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;
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

    private static final class Milliseconds extends ValueSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
            BigDecimal millis = BigDecimal.valueOf(value.toNanos(), 6).stripTrailingZeros();
            json.writeString(millis.toPlainString() + "ms");
        }
    }
}
