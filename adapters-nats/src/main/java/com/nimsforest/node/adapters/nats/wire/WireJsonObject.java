package com.nimsforest.node.adapters.nats.wire;

import com.nimsforest.node.domain.payload.JsonPayload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One JSON object with the values of its fields as they stand in the text. Names are matched as Go matches them, without
 * regard to case, the last one wins; names that nobody asks for are of no account.
 */
final class WireJsonObject {
    private final Map<String, JsonPayload> fields;

    private WireJsonObject(Map<String, JsonPayload> fields) {
        this.fields = fields;
    }

    static WireJsonObject read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try (JsonParser parser = WireJson.parser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new WireFormatException("not a JSON object");
            }
            Map<String, JsonPayload> fields = new HashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = WireJson.folded(parser.currentName());
                parser.nextToken();
                fields.put(name, JsonPayload.of(WireJson.value(parser, text)));
            }
            if (parser.nextToken() != null) {
                throw new WireFormatException("more than one JSON value");
            }
            return new WireJsonObject(fields);
        } catch (JacksonException broken) {
            throw new WireFormatException("not JSON, " + WireJson.place(broken), broken);
        }
    }

    /** The JSON text of a field that may be absent; null is a value. */
    Optional<JsonPayload> optional(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The JSON texts in a field that holds an array; none when it is absent. */
    List<JsonPayload> elements(String name) {
        Optional<JsonPayload> array = optional(name);
        if (array.isEmpty()) {
            return List.of();
        }
        String text = array.get().text();
        try (JsonParser parser = WireJson.parser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new WireFormatException("field '" + name + "' is no array");
            }
            List<JsonPayload> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(JsonPayload.of(WireJson.value(parser, text)));
            }
            return elements;
        }
    }

    /** The JSON text of a field that must be present; null is a value. */
    JsonPayload json(String name) {
        return optional(name).orElseThrow(() -> new WireFormatException("field '" + name + "' is missing"));
    }

    String text(String name) {
        String value = json(name).text();
        if (value.startsWith("\"") && value.indexOf('\\') < 0) {
            return value.substring(1, value.length() - 1);
        }
        try (JsonParser parser = WireJson.parser(value)) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw new WireFormatException("field '" + name + "' is no string");
            }
            return parser.getString();
        }
    }

    Instant time(String name) {
        return WireTimeFormat.read(text(name));
    }

    /** Standard padded base64, line breaks allowed; null is what Go writes for no bytes at all. */
    byte[] bytes(String name) {
        if (json(name).equals(JsonPayload.NULL)) {
            return new byte[0];
        }
        String text = text(name).replace("\r", "").replace("\n", "");
        try {
            if (text.length() % 4 == 0) {
                return Base64.getDecoder().decode(text);
            }
        } catch (IllegalArgumentException wrong) {
            throw new WireFormatException("field '" + name + "' is no standard base64", wrong);
        }
        throw new WireFormatException("field '" + name + "' is no padded base64");
    }
}
