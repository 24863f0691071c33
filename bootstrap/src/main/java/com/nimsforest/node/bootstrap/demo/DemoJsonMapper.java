package com.nimsforest.node.bootstrap.demo;

import com.nimsforest.node.domain.payload.JsonPayload;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out, every digit kept. */
final class DemoJsonMapper {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private DemoJsonMapper() {}

    static JsonNode read(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }

    static JsonNode read(JsonPayload payload) {
        return MAPPER.readTree(payload.text());
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonPayload payload(ObjectNode object) {
        return JsonPayload.of(MAPPER.writeValueAsString(object));
    }

    /** The text of a field, when it is there and says something. */
    static Optional<String> text(JsonNode parent, String field) {
        return Optional.of(parent.path(field))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> !text.isBlank());
    }
}
