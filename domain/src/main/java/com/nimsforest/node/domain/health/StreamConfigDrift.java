package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

/**
 * One way in which a stream differs from how it is planned.
 *
 * @param narrows whether the plan keeps less than the stream does now, so that something may be dropped
 */
public record StreamConfigDrift(String stream, String field, String present, String planned, boolean narrows) {
    public StreamConfigDrift {
        requireNonNull(stream, "stream");
        requireNonNull(field, "field");
        requireNonNull(present, "present");
        requireNonNull(planned, "planned");
    }

    /** Such as {@code discard: is old, planned new}. */
    public String description() {
        return field + ": is " + present + ", planned " + planned;
    }
}
