package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.dev.NodeLocation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A mesh on its way to be whole again, from the moment at which this is made. While events flow, the slowest copy of a stream
 * is some of them behind at nearly every instant; so each node has to have seen all copies of each stream up to date once
 * since then, not all at one instant. For one thread.
 */
final class RecoveryTracker {
    private final List<NodeLocation> sites;
    private final Function<NodeLocation, JsonNode> health;
    private final InstantSource clock;
    private final Instant begun;
    private final Set<String> caughtUp = new HashSet<>();

    /**
     * @param health what the node of a site answers at {@code /healthz}; an empty object when it does not
     */
    RecoveryTracker(List<NodeLocation> sites, Function<NodeLocation, JsonNode> health, InstantSource clock) {
        this.sites = List.copyOf(sites);
        this.health = requireNonNull(health, "health");
        this.clock = requireNonNull(clock, "clock");
        this.begun = clock.instant();
    }

    /** Looks again at each node: what is missing until everything is as it should be; empty when nothing is. */
    Optional<String> missing() {
        return sites.stream().flatMap(site -> missingAt(site).stream()).toList().stream()
                .findFirst();
    }

    private Optional<String> missingAt(NodeLocation site) {
        JsonNode seen = health.apply(site);
        if (!seen.path("ready").asBoolean(false)) {
            return Optional.of(site.name() + " is not ready");
        }
        if (clock.instant().minusMillis(seen.path("ageMs").asLong(0)).isBefore(begun)) {
            return Optional.of(site.name() + " has no fresh view");
        }
        if (seen.at("/components/cluster/details/connected").size() < sites.size() - 1) {
            return Optional.of(site.name() + " does not see all others");
        }
        return MeshStatusReader.streams(seen).stream()
                .flatMap(stream -> behind(site, stream).stream())
                .toList()
                .stream()
                .findFirst();
    }

    private Optional<String> behind(NodeLocation site, JsonNode stream) {
        String name = stream.path("name").asString("");
        String view = site.name() + " " + name;
        if (stream.path("current").asInt(0) >= stream.path("desired").asInt(0)) {
            caughtUp.add(view);
        }
        return caughtUp.contains(view) ? Optional.empty() : Optional.of("a copy of " + name + " is behind");
    }
}
