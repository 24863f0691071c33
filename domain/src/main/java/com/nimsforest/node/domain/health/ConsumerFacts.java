package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One of the node's own consumers.
 *
 * @param pending messages that nobody has been given yet
 * @param unacknowledged messages that were given out and not acknowledged
 * @param redelivered messages that were given out more than once and are not acknowledged
 * @param oldest when the oldest message was stored that is not acknowledged; empty when there is none, or it is not known
 * @param stalled whether there is something to do and nothing comes
 * @param waits what it waits for; empty while it takes part
 * @param problems what is wrong with it, where more is known than that it waits
 */
public record ConsumerFacts(
        String stream,
        String name,
        long pending,
        long unacknowledged,
        long redelivered,
        Optional<Instant> oldest,
        boolean stalled,
        String waits,
        List<HealthFinding> problems) {
    public ConsumerFacts {
        requireNonNull(stream, "stream");
        requireNonNull(name, "name");
        requireNonNull(oldest, "oldest");
        requireNonNull(waits, "waits");
        problems = List.copyOf(problems);
    }

    /** One of which no more is known than what it waits for. */
    public ConsumerFacts(
            String stream,
            String name,
            long pending,
            long unacknowledged,
            long redelivered,
            Optional<Instant> oldest,
            boolean stalled,
            String waits) {
        this(stream, name, pending, unacknowledged, redelivered, oldest, stalled, waits, List.of());
    }

    /** One that has a problem, whose reason says what it waits for. */
    public ConsumerFacts with(HealthFinding problem) {
        return new ConsumerFacts(
                stream,
                name,
                pending,
                unacknowledged,
                redelivered,
                oldest,
                stalled,
                problem.reason(),
                List.of(problem));
    }

    /** One that has a problem, and waits for nothing because of it. */
    public ConsumerFacts noting(HealthFinding problem) {
        List<HealthFinding> all =
                Stream.concat(problems.stream(), Stream.of(problem)).toList();
        return new ConsumerFacts(stream, name, pending, unacknowledged, redelivered, oldest, stalled, waits, all);
    }

    /** The same, of which so many messages are known to fail and to be tried again. */
    ConsumerFacts judgedBy(long failing) {
        boolean isOnlyRetries = pending == 0 && failing >= unacknowledged;
        return new ConsumerFacts(
                stream, name, pending, unacknowledged, redelivered, oldest, stalled && !isOnlyRetries, waits, problems);
    }

    /** One that takes part. */
    public ConsumerFacts(String stream, String name, long pending, long unacknowledged, boolean stalled) {
        this(stream, name, pending, unacknowledged, 0, Optional.empty(), stalled, "");
    }

    /** One that is not there, or cannot be had. */
    public static ConsumerFacts waiting(String stream, String name, String waits) {
        return new ConsumerFacts(stream, name, 0, 0, 0, Optional.empty(), false, waits);
    }

    /** Which share of this time the oldest message has used at that moment; 0 without one, and of a time without an end. */
    public double shareOf(Duration keeps, Instant at) {
        if (keeps.isZero()) {
            return 0;
        }
        return oldest.map(stored -> Duration.between(stored, at).toMillis())
                .map(age -> Math.max(0, age) / (double) keeps.toMillis())
                .orElse(0.0);
    }
}
