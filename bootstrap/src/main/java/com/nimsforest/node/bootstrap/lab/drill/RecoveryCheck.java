package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.dev.DevNodeLayout;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Tracks the recovery of a mesh from its creation on. Under load the slowest replica of a stream is behind at nearly every
 * instant; so each node has to have seen all replicas of each stream current once since then, not all at one instant. For
 * one thread.
 */
final class RecoveryCheck {
    private final List<DevNodeLayout> locations;
    private final Function<DevNodeLayout, JsonNode> health;
    private final InstantSource clock;
    private final Instant started;
    private final Set<String> caughtUp = new HashSet<>();

    /**
     * @param health the answer of the node at {@code /healthz}; an empty object when it does not
     */
    RecoveryCheck(List<DevNodeLayout> locations, Function<DevNodeLayout, JsonNode> health, InstantSource clock) {
        this.locations = List.copyOf(locations);
        this.health = requireNonNull(health, "health");
        this.clock = requireNonNull(clock, "clock");
        this.started = clock.instant();
    }

    /** Asks each node; answers what is missing until the mesh has recovered, empty when it has. */
    Optional<String> missing() {
        return locations.stream().flatMap(location -> missingAt(location).stream()).toList().stream()
                .findFirst();
    }

    private Optional<String> missingAt(DevNodeLayout location) {
        JsonNode seen = health.apply(location);
        if (!seen.path("ready").asBoolean(false)) {
            return Optional.of(location.name() + " is not ready");
        }
        if (clock.instant().minusMillis(seen.path("ageMs").asLong(0)).isBefore(started)) {
            return Optional.of(location.name() + " has no recent status");
        }
        if (seen.at("/components/cluster/details/connected").size() < locations.size() - 1) {
            return Optional.of(location.name() + " does not see all others");
        }
        return MeshStatusReader.streams(seen).stream()
                .flatMap(stream -> behind(location, stream).stream())
                .toList()
                .stream()
                .findFirst();
    }

    private Optional<String> behind(DevNodeLayout location, JsonNode stream) {
        String name = stream.path("name").asString("");
        String view = location.name() + " " + name;
        if (stream.path("current").asInt(0) >= stream.path("desired").asInt(0)) {
            caughtUp.add(view);
        }
        return caughtUp.contains(view) ? Optional.empty() : Optional.of("a replica of " + name + " is behind");
    }
}
