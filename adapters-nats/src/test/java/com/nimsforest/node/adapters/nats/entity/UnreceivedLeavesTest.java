package com.nimsforest.node.adapters.nats.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.entity.LeafPosition;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnreceivedLeavesTest {
    private static final Map<String, Long> FLOORS = Map.of("river", 100L, "HUMUS-1", 50L);

    @Test
    void theOrderIsKnownBelowTheLowestPositionThatIsMissing() {
        UnreceivedLeaves leaves = UnreceivedLeaves.of(river(11, 21L, 12, 24L, 13, 22L, 14, 23L, 15, 30L));

        assertThat(leaves.floors(FLOORS, 10)).isEqualTo(Map.of("river", 20L, "HUMUS-1", 50L));
        assertThat(leaves.floors(FLOORS, 11)).containsEntry("river", 21L);
        assertThat(leaves.floors(FLOORS, 12)).containsEntry("river", 21L);
        assertThat(leaves.floors(FLOORS, 13)).containsEntry("river", 22L);
        assertThat(leaves.floors(FLOORS, 14)).containsEntry("river", 29L);
        assertThat(leaves.floors(FLOORS, 15)).isEqualTo(FLOORS);
    }

    @Test
    void neverMoreIsKnownThanTheFloorsSay() {
        UnreceivedLeaves leaves = UnreceivedLeaves.of(river(11, 99L, 12, 250L));

        assertThat(leaves.floors(FLOORS, 11)).isEqualTo(FLOORS);
    }

    /** Without a floor all of a stream would count as ordered. */
    @Test
    void aStreamOfWhichNoFloorIsKnownGetsOneWhileSomethingIsMissing() {
        UnreceivedLeaves leaves = UnreceivedLeaves.of(new TreeMap<>(Map.of(11L, LeafPosition.of("former-river", 7))));

        assertThat(leaves.floors(FLOORS, 10)).containsEntry("former-river", 6L);
        assertThat(leaves.floors(FLOORS, 11)).isEqualTo(FLOORS);
    }

    private static SortedMap<Long, LeafPosition> river(long... leavesAndPositions) {
        SortedMap<Long, LeafPosition> leaves = new TreeMap<>();
        for (int i = 0; i < leavesAndPositions.length; i += 2) {
            leaves.put(leavesAndPositions[i], LeafPosition.of("river", leavesAndPositions[i + 1]));
        }
        return leaves;
    }
}
