package com.nimsforest.node.domain.payload;

/** JSON text without what does not matter: no blanks between its parts, and in strings no escape that need not be. */
final class JsonNormalizer {
    private JsonNormalizer() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        boolean inString = false;
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '"') {
                inString = !inString;
                plain.append(next);
            } else if (inString && next == '\\' && at + 1 < text.length()) {
                at += escaped(text, at + 1, plain);
            } else if (inString || " \t\r\n".indexOf(next) < 0) {
                plain.append(next);
            }
        }
        return plain.toString();
    }

    /** Writes what is meant by the escape; gives its length. */
    private static int escaped(String text, int at, StringBuilder plain) {
        char next = text.charAt(at);
        switch (next) {
            case '"', '\\' -> plain.append('\\').append(next);
            case 'b' -> plain.append('\b');
            case 'f' -> plain.append('\f');
            case 'n' -> plain.append('\n');
            case 'r' -> plain.append('\r');
            case 't' -> plain.append('\t');
            case 'u' -> {
                return 1 + coded(text.substring(at + 1, Math.min(at + 5, text.length())), plain);
            }
            default -> plain.append(next);
        }
        return 1;
    }

    private static int coded(String code, StringBuilder plain) {
        char meant = code.matches("[0-9a-fA-F]{4}") ? (char) Integer.parseInt(code, 16) : '?';
        if (meant == '"' || meant == '\\') {
            plain.append('\\');
        }
        plain.append(meant);
        return code.length();
    }
}
