package com.nimsforest.node.domain.subject;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The address of one message: a concrete NATS subject, without wildcards.
 *
 * <p>Rules: <a href="https://docs.nats.io/nats-concepts/subjects">NATS subjects</a>; the length is bounded so that a
 * subject always fits into one protocol line of the server (4096 bytes by default) with its reply.
 */
public record Subject(String value) {
    /** The longest subject that we send, in characters. */
    public static final int MAX_LENGTH = 1024;

    public Subject {
        requireNonNull(value, "value");
        SubjectSyntax.check(value, MAX_LENGTH);
        if (SubjectSyntax.hasWildcard(value)) {
            throw new IllegalArgumentException("subject has a wildcard: " + SubjectSyntax.shown(value));
        }
    }

    public static Subject of(String value) {
        return new Subject(value);
    }

    public List<String> tokens() {
        return SubjectSyntax.split(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
