package com.nimsforest.node.domain.leaf;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import java.time.Instant;

/**
 * A typed event on the wind.
 *
 * @param source the tree or nim that dropped it; any text, since other nodes choose their own
 */
public record Leaf(Subject subject, JsonPayload data, String source, Instant time) {
    public Leaf {
        requireNonNull(subject, "subject");
        requireNonNull(data, "data");
        requireNonNull(source, "source");
        requireNonNull(time, "time");
    }
}
