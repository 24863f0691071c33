package com.nimsforest.node.domain.entity;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A leaf that an entity drops later.
 *
 * @param id by which its entity replaces or cancels it
 * @param due when it is dropped; the leaf's time
 */
public record DelayedLeaf(String id, Instant due, Subject subject, JsonPayload data) {
    private static final Pattern ID = Pattern.compile("[-/_=.a-zA-Z0-9]{1,128}");
    /** The last year that all who read a leaf can read. */
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    public DelayedLeaf {
        requireNonNull(subject, "subject");
        requireNonNull(data, "data");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the id of a delayed leaf must be 1 to 128 of the characters A-Z a-z 0-9 - / _ = .");
        }
        if (due.isBefore(Instant.EPOCH) || due.isAfter(END)) {
            throw new IllegalArgumentException("a delayed leaf must be due between 1970 and 9999: " + due);
        }
    }
}
