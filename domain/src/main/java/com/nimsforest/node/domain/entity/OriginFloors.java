package com.nimsforest.node.domain.entity;

import java.util.Map;

/**
 * Up to which sequence of each stream all leaves that come of it are kept, so that nothing of an earlier position is still
 * to come unless it comes late. Of a stream that is not named nothing more will come in order: it is of an earlier life.
 *
 * @param sequences by the identity of the stream
 */
public record OriginFloors(Map<String, Long> sequences) {
    public OriginFloors {
        sequences = Map.copyOf(sequences);
    }

    /** Whether all before the position are kept. */
    public boolean reach(LeafPosition position) {
        return reach(position.stream(), position.sequence());
    }

    /** The same of the sequence of a stream that is named by its identity. */
    public boolean reach(String stream, long sequence) {
        return sequence <= sequences.getOrDefault(stream, Long.MAX_VALUE);
    }
}
