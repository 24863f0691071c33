package com.nimsforest.node.adapters.nats.progress;

import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.progress.ConsumerPosition;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What {@code CONSUMER.INFO} says of a consumer.
 *
 * @param filters the subjects that it takes; {@code >} for all
 * @param serverTime the clock of the server that answered: the field {@code ts} of nats-server's ConsumerInfo
 * @param pausedUntil when the servers go on to deliver; empty when it is not paused
 * @param limit which of its limits holds it up, as a finding about nobody yet; empty when none does
 */
public record ConsumerState(
        String stream,
        ConsumerPosition position,
        List<String> filters,
        Optional<Instant> serverTime,
        Optional<String> pausedUntil,
        Optional<HealthFinding> limit) {
    public ConsumerState {
        filters = List.copyOf(filters);
    }

    public static ConsumerState of(JsonNode info) {
        return new ConsumerState(
                info.path("stream_name").asString(""),
                new ConsumerPosition(
                        info.path("ack_floor").path("stream_seq").asLong(0),
                        info.path("delivered").path("stream_seq").asLong(0),
                        info.path("num_pending").asLong(0),
                        info.path("num_ack_pending").asLong(0),
                        info.path("num_redelivered").asLong(0)),
                filters(info.path("config")),
                serverTime(info),
                pause(info),
                ConsumerLimitCheck.finding(info));
    }

    private static List<String> filters(JsonNode config) {
        List<String> filters = new ArrayList<>();
        String single = config.path("filter_subject").asString("");
        if (!single.isEmpty()) {
            filters.add(single);
        }
        config.path("filter_subjects").forEach(each -> filters.add(each.asString()));
        return filters.isEmpty() ? List.of(">") : filters;
    }

    /** The clock of the server that told of a stream or a consumer. */
    public static Optional<Instant> serverTime(JsonNode info) {
        try {
            return Optional.of(Instant.parse(info.path("ts").asString("")));
        } catch (DateTimeParseException absent) {
            return Optional.empty();
        }
    }

    private static Optional<String> pause(JsonNode info) {
        return info.path("paused").asBoolean(false)
                ? Optional.of(info.path("config").path("pause_until").asString("it is resumed"))
                : Optional.empty();
    }
}
