package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.entity.OriginFloors;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the leaves come of that were handed over and whose order is not known yet. Any thread. */
final class UnorderedPositions {
    /** Sequences by the identity of the stream. */
    private final Map<String, TreeSet<Long>> positions = new HashMap<>();

    /** One that comes late has no order to wait for. */
    synchronized void add(LeafOrigin origin) {
        if (!origin.late()) {
            positions
                    .computeIfAbsent(origin.position().stream(), any -> new TreeSet<>())
                    .add(origin.position().sequence());
        }
    }

    /** The identities of the streams. */
    synchronized Set<String> streams() {
        return Set.copyOf(positions.keySet());
    }

    synchronized boolean isEmpty() {
        return positions.isEmpty();
    }

    /** Whether there were any that the floors reach; they are ordered now. */
    synchronized boolean remove(OriginFloors floors) {
        boolean removed = false;
        for (Map.Entry<String, TreeSet<Long>> each : positions.entrySet()) {
            removed |= each.getValue().removeIf(sequence -> floors.reach(each.getKey(), sequence));
        }
        positions.values().removeIf(Set::isEmpty);
        return removed;
    }

    synchronized void clear() {
        positions.clear();
    }
}
