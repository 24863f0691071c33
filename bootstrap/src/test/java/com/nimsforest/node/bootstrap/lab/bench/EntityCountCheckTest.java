package com.nimsforest.node.bootstrap.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.fakes.InMemoryServers;
import com.nimsforest.node.ports.fakes.ManualScheduler;
import com.nimsforest.node.ports.fakes.MutableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntityCountCheckTest {
    private static final Token NIM = Token.of("bench-counting");

    private final MutableClock clock = MutableClock.standing();
    private final Soil soil = new InMemoryForest(new InMemoryServers(clock, new ManualScheduler(clock)), clock).soil();
    private final EntityCountCheck check = new EntityCountCheck();

    @BeforeEach
    void send() {
        check.sent(0);
        check.sent(1);
        check.sent(0);
    }

    private void holds(int entity, int leaves, int outOfOrder) {
        JsonPayload state = JsonPayload.of(
                "{\"leaves\":" + leaves + ",\"place\":7,\"outOfOrder\":" + outOfOrder + ",\"last\":\"\"}");
        soil.bury(new SoilChange.Put(BenchNims.entity(NIM, entity), state, Revision.none(), HumusSlot.none()));
    }

    @Test
    void eachCountedOnceAndInOrderIsRight() {
        holds(0, 2, 0);
        holds(1, 1, 0);

        assertThat(check.problems(NIM, soil)).isEmpty();
    }

    @Test
    void whatIsMissingCountedOtherwiseOrOutOfOrderIsNamed() {
        holds(0, 3, 1);

        assertThat(check.problems(NIM, soil))
                .containsExactly(
                        "I8: entity bench-counting-path-0 counted 3 of 2 messages",
                        "I9: entity bench-counting-path-0 counted 1 messages out of order",
                        "I8: entity bench-counting-path-1 is missing");
    }
}
