package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.Divergence;
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
public record CopyComparison(Divergence divergence, Set<String> servers) {
    public CopyComparison {
        requireNonNull(divergence, "divergence");
        servers = Set.copyOf(servers);
    }

    /**
     * Compares the copies of a stream.
     *
     * @param tracks one for each server that holds the stream
     * @param before what the last comparison found; stays until all that differed then can be compared again
     */
    public static Optional<CopyComparison> of(
            String stream, Collection<CopyTrack> tracks, Instant now, Optional<CopyComparison> before) {
        List<CopyTrack> telling = tracks.stream()
                .filter(track -> track.isTelling(now))
                .sorted(Comparator.comparing(CopyTrack::server))
                .toList();
        Set<String> compared = telling.stream().map(CopyTrack::server).collect(Collectors.toCollection(TreeSet::new));
        if (isAnyApart(telling)) {
            Instant since = before.map(known -> known.divergence().since()).orElse(now);
            return Optional.of(new CopyComparison(new Divergence(stream, since, words(telling)), compared));
        }
        return before.filter(known -> known.isOpen(compared, tracks));
    }

    /** Whether one that differed still holds the stream, and cannot be compared now. */
    private boolean isOpen(Set<String> compared, Collection<CopyTrack> tracks) {
        return tracks.stream()
                .map(CopyTrack::server)
                .anyMatch(server -> servers.contains(server) && !compared.contains(server));
    }

    private static boolean isAnyApart(List<CopyTrack> tracks) {
        return tracks.stream().anyMatch(one -> tracks.stream().anyMatch(one::differsFrom));
    }

    private static String words(List<CopyTrack> tracks) {
        return tracks.stream()
                .map(track -> track.server() + " holds " + track.latest().copy().words())
                .collect(Collectors.joining(", "));
    }
}
