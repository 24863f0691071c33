package com.nimsforest.node.domain.subject;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The dotted parts that subjects and patterns are made of. */
final class SubjectSyntax {
    static final String ONE = "*";
    static final String REST = ">";
    private static final char DOT = '.';
    private static final int SHOWN = 80;

    private SubjectSyntax() {}

    static List<String> split(String subject) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        for (int dot = subject.indexOf(DOT); dot >= 0; dot = subject.indexOf(DOT, start)) {
            tokens.add(subject.substring(start, dot));
            start = dot + 1;
        }
        tokens.add(subject.substring(start));
        return Collections.unmodifiableList(tokens);
    }

    static boolean hasWildcard(String subject) {
        boolean mayHave = subject.contains(ONE) || subject.contains(REST);
        return mayHave && split(subject).stream().anyMatch(token -> token.equals(ONE) || token.equals(REST));
    }

    static void check(String subject, int maxLength) {
        if (subject.isEmpty()) {
            throw new IllegalArgumentException("subject is empty");
        }
        if (subject.length() > maxLength) {
            throw new IllegalArgumentException(
                    "subject is longer than " + maxLength + " characters: " + shown(subject));
        }
        if (subject.codePoints().anyMatch(c -> Character.isWhitespace(c) || !isPrintable(c))) {
            throw new IllegalArgumentException("subject has white space or a control character: " + shown(subject));
        }
        if (subject.charAt(0) == DOT || subject.charAt(subject.length() - 1) == DOT || subject.contains("..")) {
            throw new IllegalArgumentException("subject has an empty token: " + shown(subject));
        }
    }

    /** A form of hostile input that is safe and short enough for one line of a log. */
    static String shown(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        StringBuilder line = new StringBuilder();
        cut.codePoints().map(c -> isPrintable(c) ? c : '�').forEach(line::appendCodePoint);
        return line.toString();
    }

    /** Neither breaks a line, nor changes how the rest of it reads, nor gets lost in UTF-8 as half a character does. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
