package com.nimsforest.node.adapters.nats.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.entity.OriginFloors;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnorderedPositionsTest {
    private final UnorderedPositions positions = new UnorderedPositions();

    @Test
    void whatTheFloorsReachIsOrdered() {
        positions.add(LeafOrigin.inOrder(LeafPosition.of("7", 3)));
        positions.add(LeafOrigin.inOrder(LeafPosition.of("8", 9)));

        assertThat(positions.remove(new OriginFloors(Map.of("7", 2L, "8", 8L)))).isFalse();
        assertThat(positions.streams()).containsExactlyInAnyOrder("7", "8");

        assertThat(positions.remove(new OriginFloors(Map.of("7", 3L, "8", 8L)))).isTrue();
        assertThat(positions.streams()).containsExactly("8");
    }

    @Test
    void ofAStreamThatIsNoMoreNothingIsWaitedFor() {
        positions.add(LeafOrigin.inOrder(LeafPosition.of("7", 3)));

        assertThat(positions.remove(new OriginFloors(Map.of("8", 1L)))).isTrue();
        assertThat(positions.streams()).isEmpty();
    }

    @Test
    void whatComesLateWaitsForNothing() {
        positions.add(LeafOrigin.late(LeafPosition.of("7", 3)));

        assertThat(positions.streams()).isEmpty();
    }

    @Test
    void aNewTermForgetsAll() {
        positions.add(LeafOrigin.inOrder(LeafPosition.of("7", 3)));

        positions.clear();

        assertThat(positions.streams()).isEmpty();
    }
}
