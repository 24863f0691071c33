package com.nimsforest.node.domain.replica;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.ReplicaDivergence;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which servers were seen to differ in a stream, and how.
 *
 * @param servers all that were compared when they differed
 */
public record ReplicaComparison(ReplicaDivergence divergence, Set<String> servers) {
    public ReplicaComparison {
        requireNonNull(divergence, "divergence");
        servers = Set.copyOf(servers);
    }

    /**
     * Compares the copies of a stream.
     *
     * @param tracks one for each server that holds the stream
     * @param before what the last comparison found; stays until all that differed then can be compared again
     */
    public static Optional<ReplicaComparison> of(
            String stream, Collection<ReplicaHistory> tracks, Instant now, Optional<ReplicaComparison> before) {
        List<ReplicaHistory> telling = tracks.stream()
                .filter(track -> track.isTelling(now))
                .sorted(Comparator.comparing(ReplicaHistory::server))
                .toList();
        Set<String> compared =
                telling.stream().map(ReplicaHistory::server).collect(Collectors.toCollection(TreeSet::new));
        if (isAnyApart(telling)) {
            Instant since = before.map(known -> known.divergence().since()).orElse(now);
            return Optional.of(
                    new ReplicaComparison(new ReplicaDivergence(stream, since, describe(telling)), compared));
        }
        return before.filter(known -> known.isOpen(compared, tracks));
    }

    /** Whether one that differed still holds the stream, and cannot be compared now. */
    private boolean isOpen(Set<String> compared, Collection<ReplicaHistory> tracks) {
        return tracks.stream()
                .map(ReplicaHistory::server)
                .anyMatch(server -> servers.contains(server) && !compared.contains(server));
    }

    private static boolean isAnyApart(List<ReplicaHistory> tracks) {
        return tracks.stream().anyMatch(one -> tracks.stream().anyMatch(one::differsFrom));
    }

    private static String describe(List<ReplicaHistory> tracks) {
        return tracks.stream()
                .map(track -> track.server() + " holds " + track.latest().copy().description())
                .collect(Collectors.joining(", "));
    }
}
