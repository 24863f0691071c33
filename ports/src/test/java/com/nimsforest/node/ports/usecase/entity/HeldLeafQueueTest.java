package com.nimsforest.node.ports.usecase.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.entity.OriginFloors;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.usecase.UseCaseTestbed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldLeafQueueTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String RIVER = "1700000000000";

    private final HeldLeafQueue queue = new HeldLeafQueue();
    private final List<Long> released = new ArrayList<>();

    private void add(String stream, long sequence, Instant now) {
        Leaf leaf = new Leaf(UseCaseTestbed.SEEN, JsonPayload.of("1"), "words", NOON);
        LeafOrigin origin = LeafOrigin.inOrder(LeafPosition.of(stream, sequence));
        queue.add(
                new HeldEntityLeaf(new MessageDelivery<>(leaf, new MessageId("id-" + sequence), 1, sequence, origin)),
                now);
    }

    private void reach(long floor, Instant now) {
        queue.releaseReached(
                new OriginFloors(Map.of(RIVER, floor)),
                now,
                leaf -> released.add(leaf.position().sequence()));
    }

    private Optional<HealthFinding> problemAt(long seconds) {
        return queue.problem(Token.of("count"), NOON.plusSeconds(seconds));
    }

    @Test
    void leavesGoInTheOrderOfTheirPositions() {
        add(RIVER, 9, NOON);
        add(RIVER, 7, NOON);
        add(RIVER, 8, NOON);

        reach(8, NOON);

        assertThat(released).containsExactly(7L, 8L);
    }

    @Test
    void whatNothingGoesOnForIsToldAfterFiveSeconds() {
        add(RIVER, 9, NOON);
        add(RIVER, 7, NOON.plusSeconds(4));
        reach(6, NOON.plusSeconds(4));

        assertThat(problemAt(5)).isEmpty();
        assertThat(problemAt(6))
                .hasValueSatisfying(
                        problem -> assertThat(problem.reason())
                                .isEqualTo(
                                        "the leaves of entity nim count wait for their order: RIVER is not done up to message 7"));
        assertThat(problemAt(6).flatMap(HealthFinding::since)).contains(NOON);
    }

    @Test
    void whoGoesOnWaitsFromThenOn() {
        add(RIVER, 7, NOON);
        add(RIVER, 8, NOON);
        reach(7, NOON.plusSeconds(4));

        assertThat(problemAt(9)).isEmpty();
        assertThat(problemAt(10)).isPresent();
        reach(8, NOON.plusSeconds(10));
        assertThat(problemAt(60)).isEmpty();
    }

    @Test
    void anotherStreamIsNamedAndAFreshTermForgets() {
        add("HUMUS-1700000000001", 3, NOON);

        assertThat(problemAt(6))
                .hasValueSatisfying(
                        problem -> assertThat(problem.reason()).endsWith("HUMUS is not done up to message 3"));
        queue.releaseAll(leaf -> {});
        assertThat(problemAt(6)).isEmpty();
    }
}
