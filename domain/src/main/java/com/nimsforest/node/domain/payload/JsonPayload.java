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

    @Override
    public String toString() {
        return text;
    }
}
