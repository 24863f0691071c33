package com.nimsforest.node.domain.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * When each server last showed that it works.
 *
 * @param seen by server; a server that was never heard of counts as seen when it was first watched
 * @param watched when somebody who would hear a server last told of it, by server
 */
public record LastSeenServers(Map<String, Instant> seen, Map<String, Instant> watched) {
    /** Raft's heartbeat goes out once a second; one that missed this many in a row does not answer. */
    private static final Duration SILENT = Duration.ofSeconds(4);

    /** Who is told of by nobody for so long is not judged. */
    private static final Duration WATCHED = Duration.ofSeconds(10);

    public LastSeenServers {
        seen = Map.copyOf(seen);
        watched = Map.copyOf(watched);
    }

    public static LastSeenServers none() {
        return new LastSeenServers(Map.of(), Map.of());
    }

    /** The same after these sightings. */
    public LastSeenServers with(Collection<ServerSighting> sightings, Instant now) {
        Map<String, Instant> nowSeen = new HashMap<>(seen);
        Map<String, Instant> nowWatched = new HashMap<>(watched);
        sightings.forEach(sighting -> {
            nowWatched.put(sighting.server(), now);
            nowSeen.putIfAbsent(
                    sighting.server(), sighting.silence().map(now::minus).orElse(now));
            sighting.silence()
                    .ifPresent(silence -> nowSeen.merge(sighting.server(), now.minus(silence), LastSeenServers::later));
        });
        return new LastSeenServers(nowSeen, nowWatched);
    }

    /** The same after these servers passed on an answer of the nodes beside them. */
    public LastSeenServers withAnswersOf(Collection<String> servers, Instant now) {
        Map<String, Instant> nowSeen = new HashMap<>(seen);
        servers.forEach(server -> nowSeen.merge(server, now, LastSeenServers::later));
        return new LastSeenServers(nowSeen, watched);
    }

    /** Those that do not answer. */
    public Set<String> silent(Instant now) {
        return watched.entrySet().stream()
                .filter(server -> server.getValue().plus(WATCHED).isAfter(now))
                .map(Map.Entry::getKey)
                .filter(server -> seen.getOrDefault(server, now).plus(SILENT).isBefore(now))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
