package com.nimsforest.node.ports.fakes;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Just enough JSON to tell the fields of an object, whose values stay text, from what is no JSON. */
final class MinimalJsonParser {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");
    private static final Pattern SCALAR =
            Pattern.compile("true|false|null|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");

    private final String text;
    private int at;

    private MinimalJsonParser(String text) {
        this.text = text;
    }

    /** The fields of an object by their names in lower case; the values are JSON text. */
    static Map<String, String> fields(String text) {
        MinimalJsonParser json = new MinimalJsonParser(text);
        json.space();
        Map<String, String> fields = json.object();
        json.space();
        if (json.at < text.length()) {
            throw json.bad();
        }
        return fields;
    }

    static String string(String literal) {
        if (!literal.startsWith("\"")) {
            throw new IllegalArgumentException("not a string: " + literal);
        }
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < literal.length() - 1; i++) {
            if (literal.charAt(i) != '\\') {
                value.append(literal.charAt(i));
            } else if (literal.charAt(++i) == 'u') {
                value.append((char) Integer.parseInt(literal.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                int escape = "bfnrt".indexOf(literal.charAt(i));
                value.append(escape < 0 ? literal.charAt(i) : "\b\f\n\r\t".charAt(escape));
            }
        }
        return value.toString();
    }

    static String literal(String value) {
        StringBuilder literal = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                literal.append('\\').append((char) c);
            } else if (c < ' ' || c == 0x7f) {
                literal.append(String.format("\\u%04x", c));
            } else {
                literal.append((char) c);
            }
        });
        return literal.append('"').toString();
    }

    private Map<String, String> object() {
        Map<String, String> fields = new TreeMap<>();
        expect('{');
        for (boolean more = !next('}'); more; more = separated('}')) {
            space();
            String name = string(quoted());
            space();
            expect(':');
            fields.put(name.toLowerCase(Locale.ROOT), value());
        }
        return fields;
    }

    private String value() {
        space();
        int from = at;
        if (at < text.length() && text.charAt(at) == '{') {
            object();
        } else if (at < text.length() && text.charAt(at) == '[') {
            expect('[');
            for (boolean more = !next(']'); more; more = separated(']')) {
                value();
            }
        } else if (at < text.length() && text.charAt(at) == '"') {
            quoted();
        } else {
            scalar();
        }
        return text.substring(from, at);
    }

    private boolean separated(char end) {
        if (next(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private boolean next(char wanted) {
        space();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!next(wanted)) {
            throw bad();
        }
    }

    private String quoted() {
        int from = at;
        expect('"');
        for (; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) < ' ') {
                throw bad();
            }
            if (text.charAt(at) == '\\') {
                escape();
            }
        }
        if (at++ >= text.length()) {
            throw bad();
        }
        return text.substring(from, at);
    }

    private void escape() {
        Matcher matcher = ESCAPE.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw bad();
        }
        at = matcher.end() - 1;
    }

    private void scalar() {
        Matcher matcher = SCALAR.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw bad();
        }
        at = matcher.end();
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException bad() {
        return new IllegalArgumentException("no JSON at character " + at);
    }
}
