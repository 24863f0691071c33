package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.domain.entity.LeafPosition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The positions of leaves that are in the stream and were not all received yet: of a backlog that does not fit into what may be
 * in flight, the part that was received is in order up to the lowest position of the rest. Immutable.
 */
final class UnreceivedLeaves {
    /** The leaves that come of one stream: where they are in theirs, and the lowest position from there to the end. */
    private record Positions(long[] sequences, long[] lowest) {
        static Positions of(List<Map.Entry<Long, LeafPosition>> leaves) {
            long[] sequences = leaves.stream().mapToLong(Map.Entry::getKey).toArray();
            long[] lowest = leaves.stream()
                    .mapToLong(leaf -> leaf.getValue().sequence())
                    .toArray();
            for (int i = lowest.length - 2; i >= 0; i--) {
                lowest[i] = Math.min(lowest[i], lowest[i + 1]);
            }
            return new Positions(sequences, lowest);
        }

        /** {@link Long#MAX_VALUE} when all were received. */
        long lowestAfter(long received) {
            int found = Arrays.binarySearch(sequences, received + 1);
            int next = found < 0 ? -found - 1 : found;
            return next == lowest.length ? Long.MAX_VALUE : lowest[next];
        }
    }

    private final boolean read;
    private final Map<String, Positions> streams;

    private UnreceivedLeaves(boolean read, Map<String, Positions> streams) {
        this.read = read;
        this.streams = streams;
    }

    static UnreceivedLeaves notRead() {
        return new UnreceivedLeaves(false, Map.of());
    }

    /** @param leaves by their sequence, without those that come late */
    static UnreceivedLeaves of(SortedMap<Long, LeafPosition> leaves) {
        Map<String, List<Map.Entry<Long, LeafPosition>>> each =
                leaves.entrySet().stream().collect(Collectors.groupingBy(leaf -> leaf.getValue().stream()));
        Map<String, Positions> streams = new HashMap<>();
        each.forEach((stream, positions) -> streams.put(stream, Positions.of(positions)));
        return new UnreceivedLeaves(true, streams);
    }

    boolean wereRead() {
        return read;
    }

    /**
     * The floors below which none is missing.
     *
     * @param floors what is known when all were received
     * @param received up to which sequence they were
     */
    Map<String, Long> floors(Map<String, Long> floors, long received) {
        Map<String, Long> known = new HashMap<>(floors);
        streams.forEach((stream, positions) -> {
            long lowest = positions.lowestAfter(received);
            if (lowest != Long.MAX_VALUE) {
                known.merge(stream, lowest - 1, Math::min);
            }
        });
        return known;
    }
}
