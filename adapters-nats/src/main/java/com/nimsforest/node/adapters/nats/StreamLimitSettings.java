package com.nimsforest.node.adapters.nats;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Limits of the forest's streams where an account or a server asks for others than those that are planned.
 *
 * @param maxBytes the most bytes that a stream holds, by its name; without one, as many as the account has room for
 * @param duplicateWindow how long each stream remembers the ids of messages; empty as planned
 */
public record StreamLimitSettings(Map<String, Long> maxBytes, Optional<Duration> duplicateWindow) {
    private static final StreamLimitSettings AS_PLANNED = new StreamLimitSettings(Map.of(), Optional.empty());

    public StreamLimitSettings {
        maxBytes = Map.copyOf(maxBytes);
        requireNonNull(duplicateWindow, "duplicateWindow");
    }

    public static StreamLimitSettings asPlanned() {
        return AS_PLANNED;
    }
}
