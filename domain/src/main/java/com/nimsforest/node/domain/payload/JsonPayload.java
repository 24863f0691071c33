package com.nimsforest.node.domain.payload;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * JSON text, kept as it came: digits, key order and all; half a character is written as its escape. Whether it is JSON is checked where bytes become values, in the
 * adapters.
 */
public record JsonPayload(String text) {
    private static final Pattern HALF_CHARACTER = Pattern.compile("\\p{Cs}");

    public static final JsonPayload NULL = new JsonPayload("null");

    public JsonPayload {
        requireNonNull(text, "text");
        // Half a character has no bytes of its own in UTF-8, but JSON can write it.
        text = hasHalves(text) ? escaped(text) : text;
    }

    /** Whether it may have half a character: nearly no text does, and each leaf and state is asked. */
    private static boolean hasHalves(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String escaped(String text) {
        return HALF_CHARACTER
                .matcher(text)
                .replaceAll(half -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) half.group().charAt(0)));
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
