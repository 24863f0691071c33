package com.nimsforest.node.domain.subject;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The name of a tree, a nim or a node: one token of a subject that is also safe in the name of a durable consumer and in
 * a file name.
 */
public record Token(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    public Token {
        requireNonNull(value, "value");
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "name must be 1 to 63 letters, digits, '_' or '-', the first a letter or digit: "
                            + SubjectSyntax.shown(value));
        }
    }

    public static Token of(String value) {
        return new Token(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
