package com.nimsforest.node.domain.river;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.Subject;
import java.time.Instant;

/** Raw input from outside: where it came in, the bytes as they came, and when. */
public record RiverData(Subject subject, RawPayload data, Instant time) {
    public RiverData {
        requireNonNull(subject, "subject");
        requireNonNull(data, "data");
        requireNonNull(time, "time");
        RiverSubjects.check(subject);
    }
}
