package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much has come through each stream so far, on the whole mesh; two of them tell how fast it flows.
 *
 * @param at when it was seen
 * @param ends the sequence of the last message ever stored, by stream
 */
public record LastStreamSequences(Instant at, Map<String, Long> ends) {
    private static final double NANOS = 1e9;

    public LastStreamSequences {
        requireNonNull(at, "at");
        ends = Map.copyOf(ends);
    }

    /** What the servers told: of each stream the copy that is furthest. */
    public static LastStreamSequences of(ForestStatus status) {
        Map<String, Long> ends = new LinkedHashMap<>();
        status.members().stream()
                .flatMap(member -> member.server().stream())
                .flatMap(server -> server.copies().stream())
                .forEach(copy -> ends.merge(copy.stream(), copy.last(), Math::max));
        return new LastStreamSequences(status.health().at(), ends);
    }

    /**
     * How many messages a second were stored since the earlier one, by stream.
     *
     * <p>A stream that is not in both is left out; so is one that ends earlier than it did, since it was made anew.
     */
    public Map<String, Double> since(LastStreamSequences earlier) {
        double seconds = Duration.between(earlier.at(), at).toNanos() / NANOS;
        Map<String, Double> rates = new LinkedHashMap<>();
        if (seconds <= 0) {
            return rates;
        }
        ends.forEach((stream, end) -> {
            Long was = earlier.ends().get(stream);
            if (was != null && end >= was) {
                rates.put(stream, (end - was) / seconds);
            }
        });
        return rates;
    }
}
