package com.nimsforest.node.ports.driven;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.payload.RawPayload;
import java.time.Instant;

/**
 * A message that could not be processed, as it came, and why.
 *
 * @param number its place in the dead letters: what one calls it by
 * @param stream where it was kept
 * @param consumer who could not process it
 * @param subject where it was sent
 * @param sequence its place in that stream
 * @param stackTrace where the handler failed, one line a frame; empty when that is not known
 */
public record DeadLetter(
        long number,
        Instant at,
        String stream,
        String consumer,
        String subject,
        long sequence,
        String reason,
        String stackTrace,
        RawPayload data) {
    public DeadLetter {
        requireNonNull(at, "at");
        requireNonNull(stream, "stream");
        requireNonNull(consumer, "consumer");
        requireNonNull(subject, "subject");
        requireNonNull(reason, "reason");
        requireNonNull(stackTrace, "stackTrace");
        requireNonNull(data, "data");
    }
}
