package com.nimsforest.node.domain.connection;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What the server forbids this node now.
 *
 * @param subject the subject, or the pattern of those that are granted together, such as {@code $JS.ACK.>}
 * @param publish whether it is publishing that is forbidden; otherwise subscribing
 * @param said what the server said
 * @param since when it said so first
 * @param stopsInput whether the node can keep no input because of it
 */
public record ForbiddenSubject(String subject, boolean publish, String said, Instant since, boolean stopsInput) {
    public ForbiddenSubject {
        requireNonNull(subject, "subject");
        requireNonNull(said, "said");
        requireNonNull(since, "since");
    }

    /** Whether it is a request to the servers, such as {@code $JS.API.STREAM.INFO.>}, in whatever domain. */
    public boolean isRequest() {
        return publish && subject.matches("\\$JS\\.(.+\\.)?API\\.[A-Z].*");
    }
}
