package com.nimsforest.node.domain.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginFloorsTest {
    @Test
    void aFloorReachesWhatIsAtOrBelowIt() {
        OriginFloors floors = new OriginFloors(Map.of("river", 5L));

        assertThat(floors.reach(LeafPosition.of("river", 5))).isTrue();
        assertThat(floors.reach(LeafPosition.of("river", 6))).isFalse();
    }

    @Test
    void ofAStreamOfAnEarlierLifeNothingIsWaitedFor() {
        OriginFloors floors = new OriginFloors(Map.of("river", 5L));

        assertThat(floors.reach(LeafPosition.of("earlier-river", 900))).isTrue();
    }
}
