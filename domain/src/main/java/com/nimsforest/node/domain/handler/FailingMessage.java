package com.nimsforest.node.domain.handler;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * A message whose last attempt failed and that will be tried again.
 *
 * @param handler who failed, such as {@code nim aftersales}
 * @param stream where the message is
 * @param sequence its place there
 * @param subject where it was sent
 * @param error what the last attempt failed with, in one line
 * @param attempt how many attempts have failed
 * @param attempts after how many it is a dead letter
 * @param since when the first attempt failed, as far as this node knows
 * @param next when it is tried again
 */
public record FailingMessage(
        String handler,
        String stream,
        long sequence,
        String subject,
        String error,
        long attempt,
        int attempts,
        Instant since,
        Instant next) {
    public FailingMessage {
        requireNonNull(handler, "handler");
        requireNonNull(stream, "stream");
        requireNonNull(subject, "subject");
        requireNonNull(error, "error");
        requireNonNull(since, "since");
        requireNonNull(next, "next");
    }

    /** The same, failing since then. */
    public FailingMessage since(Instant first) {
        return new FailingMessage(handler, stream, sequence, subject, error, attempt, attempts, first, next);
    }

    /** Whether it is one of this consumer: {@code nim a} has {@code nim-a} or {@code entity-a}, {@code tree a} has {@code tree-a}. */
    public boolean isOf(String consumerStream, String consumer) {
        String name = consumer.substring(consumer.indexOf('-') + 1);
        return stream.equals(consumerStream)
                && handler.substring(handler.indexOf(' ') + 1).equals(name);
    }

    /** For how long it has been failing at that moment. */
    public Duration age(Instant at) {
        Duration age = Duration.between(since, at);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
