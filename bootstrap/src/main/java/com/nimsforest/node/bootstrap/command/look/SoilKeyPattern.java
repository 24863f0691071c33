package com.nimsforest.node.bootstrap.command.look;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.payload.PrintableText;
import com.nimsforest.node.domain.soil.EntityKey;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which keys of the soil somebody means: {@code *} stands for one part of a key, a last {@code >} for the rest. Parts are
 * divided by dots, as the server divides them, and by slashes too in a pattern that has any.
 */
record SoilKeyPattern(String text, Pattern form) {
    private static final String ONE = "*";
    private static final String REST = ">";

    SoilKeyPattern {
        requireNonNull(text, "text");
        requireNonNull(form, "form");
    }

    /** @throws IllegalArgumentException for a pattern that no key could ever match */
    static SoilKeyPattern of(String text) {
        String divider = text.contains("/") ? "./" : ".";
        List<String> parts = Arrays.asList(text.split("(?<=[" + divider + "])|(?=[" + divider + "])"));
        String form =
                parts.stream().map(part -> expression(part, divider, text)).collect(Collectors.joining());
        boolean restIsLast = parts.indexOf(REST) < 0 || parts.indexOf(REST) == parts.size() - 1;
        if (!restIsLast) {
            throw refused("'>' must be the last part", text);
        }
        return new SoilKeyPattern(text, Pattern.compile(form));
    }

    private static String expression(String part, String divider, String whole) {
        if (part.equals(ONE)) {
            return "[^" + divider + "]+";
        }
        if (part.equals(REST)) {
            return ".+";
        }
        if (part.contains(ONE) || part.contains(REST)) {
            throw refused("'*' and '>' stand for whole parts, between dots or slashes", whole);
        }
        if (!part.matches("[-/_=a-zA-Z0-9.]+")) {
            throw refused("a key has the characters A-Z a-z 0-9 - / _ = .", whole);
        }
        return Pattern.quote(part);
    }

    boolean matches(EntityKey key) {
        return form.matcher(key.value()).matches();
    }

    /** What the server, which divides by dots only, may be asked for: everything that matches, or more. */
    String serverFilter() {
        return text.contains("/") && (text.contains(ONE) || text.contains(REST)) ? REST : text;
    }

    private static IllegalArgumentException refused(String why, String text) {
        return new IllegalArgumentException(why + ": " + PrintableText.shortened(text));
    }
}
