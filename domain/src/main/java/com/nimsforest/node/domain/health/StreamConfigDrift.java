package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

/**
 * One way in which a stream differs from how it is planned.
 *
 * @param loss when messages may be dropped because of it
 */
public record StreamConfigDrift(String stream, String field, String present, String planned, Loss loss) {
    /** When a difference makes a stream drop messages. */
    public enum Loss {
        NONE,
        /** Once it is as planned: the plan keeps less than the stream does now. */
        WHEN_APPLIED,
        /** As long as it differs: the stream keeps less than is planned. */
        UNTIL_APPLIED
    }

    public StreamConfigDrift {
        requireNonNull(stream, "stream");
        requireNonNull(field, "field");
        requireNonNull(present, "present");
        requireNonNull(planned, "planned");
        requireNonNull(loss, "loss");
    }

    /** Whether the plan keeps less than the stream does now. */
    public boolean narrows() {
        return loss == Loss.WHEN_APPLIED;
    }

    /** Whether the stream drops messages that the plan keeps. */
    public boolean drops() {
        return loss == Loss.UNTIL_APPLIED;
    }

    /** Such as {@code discard: is old, planned new}. */
    public String description() {
        return field + ": is " + present + ", planned " + planned;
    }
}
