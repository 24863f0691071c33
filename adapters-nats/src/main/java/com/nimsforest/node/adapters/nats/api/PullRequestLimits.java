package com.nimsforest.node.adapters.nats.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What one request for messages may ask of a consumer: {@code max_batch}, {@code max_expires} and {@code max_bytes} of its
 * configuration, which anyone may change while it is used. Source: {@code processNextMsgRequest} in consumer.go of nats-server.
 *
 * @param batch the most messages, 0 for any number
 * @param expires the longest time that a request may wait, zero for any time
 * @param bytes the most bytes, 0 for any number
 */
public record PullRequestLimits(int batch, Duration expires, long bytes) {
    private static final PullRequestLimits NONE = new PullRequestLimits(0, Duration.ZERO, 0);
    private static final Pattern REFUSAL = Pattern.compile("Exceeded MaxRequest(Batch|Expires|MaxBytes) of (\\S+)");
    private static final Pattern GO_DURATION = Pattern.compile("([0-9.]+)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "µs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    public static PullRequestLimits none() {
        return NONE;
    }

    /** @param config of the consumer, as the API tells it */
    public static PullRequestLimits of(JsonNode config) {
        return new PullRequestLimits(
                config.path("max_batch").asInt(0),
                Duration.ofNanos(config.path("max_expires").asLong(0)),
                config.path("max_bytes").asLong(0));
    }

    /** These with the limit that the server names when it refuses a request; empty when it refuses for another reason. */
    public Optional<PullRequestLimits> loweredBy(String refusal) {
        Matcher named = REFUSAL.matcher(refusal);
        if (!named.find()) {
            return Optional.empty();
        }
        try {
            PullRequestLimits lowered = switch (named.group(1)) {
                case "Batch" -> new PullRequestLimits(Integer.parseInt(named.group(2)), expires, bytes);
                case "Expires" -> new PullRequestLimits(batch, duration(named.group(2)), bytes);
                default -> new PullRequestLimits(batch, expires, Long.parseLong(named.group(2)));
            };
            return lowered.equals(this) ? Optional.empty() : Optional.of(lowered);
        } catch (NumberFormatException odd) {
            return Optional.empty();
        }
    }

    public int batch(int wanted) {
        return batch > 0 ? Math.min(wanted, batch) : wanted;
    }

    public long bytes(long wanted) {
        return bytes > 0 ? Math.min(wanted, bytes) : wanted;
    }

    public Duration expires(Duration wanted) {
        return !expires.isZero() && expires.compareTo(wanted) < 0 ? expires : wanted;
    }

    private static Duration duration(String text) {
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = GO_DURATION.matcher(text);
        while (part.find()) {
            nanos = nanos.add(
                    new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L))));
        }
        return Duration.ofNanos(nanos.longValue());
    }
}
