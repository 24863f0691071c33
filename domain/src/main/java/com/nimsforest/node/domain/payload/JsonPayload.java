package com.nimsforest.node.domain.payload;

import static java.util.Objects.requireNonNull;

/**
 * JSON text, kept as it came: digits, key order and all. Whether it is JSON is checked where bytes become values, in the
 * adapters.
 */
public record JsonPayload(String text) {
    public static final JsonPayload NULL = new JsonPayload("null");

    public JsonPayload {
        requireNonNull(text, "text");
    }

    public static JsonPayload of(String text) {
        return new JsonPayload(text);
    }

    /** Whether it says the same in the same order, however it is spaced and its strings are escaped. */
    public boolean saysAs(JsonPayload other) {
        return text.equals(other.text) || plain().equals(other.plain());
    }

    /** The text without blanks between its parts and without escapes that need not be: equal for what says the same. */
    public String plain() {
        return JsonNormalizer.of(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
