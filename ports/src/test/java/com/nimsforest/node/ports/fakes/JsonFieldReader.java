package com.nimsforest.node.ports.fakes;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** The fields of a JSON object, each value as the text that stands there. */
final class JsonFieldReader {
    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonFieldReader() {}

    /** The fields by their names in lower case. Fails with IllegalArgumentException for what is not one JSON object. */
    static Map<String, String> fields(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            Map<String, String> fields = new TreeMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName().toLowerCase(Locale.ROOT);
                parser.nextToken();
                fields.put(name, valueText(parser, text));
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("more than one JSON value");
            }
            return fields;
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("not JSON", notJson);
        }
    }

    /** Whether the text is one JSON value. */
    static boolean isJson(String text) {
        try {
            return !fields("{\"value\":" + text + "}").isEmpty();
        } catch (IllegalArgumentException notJson) {
            return false;
        }
    }

    private static String valueText(JsonParser parser, String text) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        JsonToken token = parser.currentToken();
        if (token.isStructStart()) {
            parser.skipChildren();
            return text.substring(start, (int) parser.currentTokenLocation().getCharOffset() + 1);
        }
        if (token == JsonToken.VALUE_STRING) {
            parser.finishToken();
            return text.substring(start, (int) parser.currentLocation().getCharOffset());
        }
        return text.substring(start, start + parser.getStringLength());
    }

    /** The value of a JSON string. */
    static String string(String literal) {
        if (!literal.startsWith("\"")) {
            throw new IllegalArgumentException("not a string: " + literal);
        }
        boolean hasEscapes = literal.indexOf('\\') >= 0;
        return hasEscapes ? MAPPER.readValue(literal, String.class) : literal.substring(1, literal.length() - 1);
    }

    static String literal(String value) {
        boolean isPlain = value.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
        return isPlain ? '"' + value + '"' : MAPPER.writeValueAsString(value);
    }
}
